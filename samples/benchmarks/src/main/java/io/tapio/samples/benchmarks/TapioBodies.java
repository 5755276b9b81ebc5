package io.tapio.samples.benchmarks;

import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.pipeline.StreamingPipeline;
import io.tapio.tcp.TcpServer;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link BodyBytes} sent back on Tapio, as anybody would write it. */
final class TapioBodies {
    private TapioBodies() {}

    /** @param args the port */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
        var protocol = StreamingPipeline.server(BodyBytes.CODEC, Chunks.bytes());
        var binding = TcpServer.create(system).bind("127.0.0.1", Integer.parseInt(args[0]), protocol, BodyBytes.ECHO);
        System.out.println(binding.toCompletableFuture().get());
    }
}
