package io.tapio.line;

import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.util.ByteString;

/** Both ends of a connection, and the wire between them. */
record Wire(TestConnection connection, ClassicActorSystemProvider system) {
    /** A client and a server, joined by a network that cuts the bytes as it likes. */
    <Q, A> CompletionStage<Session<Q, A>> join(
            ClientProtocol<Q, A> client, ServerProtocol<Q, A> server, Service<Q, A> service, RandomGenerator random) {
        var network = Rechunker.of(new Seed(random.nextLong()))
                .via(server.serve(connection, service))
                .via(Rechunker.of(new Seed(random.nextLong())));
        return client.open(connection).join(network).run(system);
    }

    static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return text(probe.send(ByteString.fromString(sent)));
    }

    static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(FlowProbe.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }
}
