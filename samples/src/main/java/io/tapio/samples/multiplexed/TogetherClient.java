package io.tapio.samples.multiplexed;

import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.service.Session;
import io.tapio.tcp.TcpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks several things at the same time over one connection, and hands on each answer when it comes. */
public final class TogetherClient {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    private TogetherClient() {}

    /** Completes when all is answered and the connection has closed. */
    static CompletionStage<Done> ask(TcpClient client, int port, List<String> requests, Consumer<String> answers) {
        return client.connect("127.0.0.1", port, Line.multiplexedClient())
                .thenCompose(session -> all(session, requests, answers).thenCompose(all -> session.drain(LONG_ENOUGH)));
    }

    private static CompletionStage<Void> all(
            Session<String, String> session, List<String> requests, Consumer<String> answers) {
        return CompletableFuture.allOf(requests.stream()
                .map(request -> session.call(Context.root().withTimeout(LONG_ENOUGH), request)
                        .thenAccept(answers)
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    public static void main(String[] args) {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "together");
        ask(TcpClient.create(system), 12353, List.of("300 toast", "200 tea", "100 milk"), System.out::println)
                .whenComplete((done, thrown) -> system.terminate());
    }
}
