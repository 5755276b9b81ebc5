package io.tapio.samples.benchmarks;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/** The same codec and the same store on Pekko Streams' own TCP, in one stage. */
final class StreamsStore {
    private StreamsStore() {}

    /** @param args the port */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.defaults(), Timer.shared());
        ActorSystem system = ActorSystem.create("benchmark");
        var binding = Tcp.get(system)
                .bind("127.0.0.1", Integer.parseInt(args[0]))
                .to(Sink.foreach(connection -> {
                    var exchange = Exchange.redis(kv, new Peer(connection.localAddress(), connection.remoteAddress()));
                    connection.handleWith(serving(exchange), system);
                }))
                .run(system);
        System.out.println(binding.toCompletableFuture().get().localAddress());
    }

    private static Flow<ByteString, ByteString, ?> serving(Exchange<Command, Reply> exchange) {
        return Flow.of(ByteString.class)
                .map(bytes -> {
                    exchange.read(bytes.size(), (array, at, length) -> bytes.copyToArray(array, at, length));
                    return exchange.replies();
                })
                .filter(replies -> !replies.isEmpty())
                .watchTermination((none, done) -> done.whenComplete((end, failed) -> exchange.close()));
    }
}
