package io.tapio.samples.benchmarks;

import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.tcp.TcpServer;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Calls} answered on Tapio, as anybody would write it. */
final class TapioEcho {
    private TapioEcho() {}

    /** @param args the port */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
        var binding = TcpServer.create(system)
                .bind("127.0.0.1", Integer.parseInt(args[0]), Multiplex.server(Calls.CODEC), Calls.ECHO);
        System.out.println(binding.toCompletableFuture().get());
    }
}
