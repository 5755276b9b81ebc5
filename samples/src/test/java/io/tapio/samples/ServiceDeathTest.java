package io.tapio.samples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stops and kills the actors of a service behind a server: only its own calls fail, each with a named cause, and no
 * connection closes.
 *
 * <pre>
 *   one connection ─┬─ "job …"   a service of two workers, each with one call in its hands
 *                   └─ anything  another service, which is not touched
 * </pre>
 */
class ServiceDeathTest {
    private static Stream<Object> deaths() {
        return Stream.of(PoisonPill.getInstance(), Kill.getInstance());
    }

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "service-death");
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final SupervisedService<String, String> jobs = ServiceSupervisor.<String, String>of(
                    "jobs", () -> (context, line) -> {
                        begun.add(line);
                        return done;
                    })
            .withWorkers(2)
            .start(system);
    private final Service<String, String> others = Service.of(line -> line);
    private final ServerBinding server = get(TcpServer.create(system)
            .bind(
                    "127.0.0.1",
                    0,
                    Line.server(),
                    connection -> CompletableFuture.completedFuture((context, line) ->
                            line.startsWith("job") ? jobs.call(context, line) : others.call(context, line))));
    private final Session<String, String> session = get(
            TcpClient.create(system).connect("127.0.0.1", server.localAddress().getPort(), Line.client()));

    @AfterEach
    void end() {
        system.terminate();
        get(system.getWhenTerminated());
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void theDeathOfAWorkerFailsTheCallInItsHandsAndNoOther(Object death) throws Exception {
        CompletionStage<String> first = call("job 1");
        assertThat(begun.poll(10, SECONDS)).isEqualTo("job 1");
        CompletionStage<String> second = call("job 2");
        assertThat(begun.poll(10, SECONDS)).isEqualTo("job 2");
        CompletionStage<String> queued = call("job 3");

        kill("jobs*/worker-0", death);
        assertThat(begun.poll(10, SECONDS))
                .as("what waited goes to the worker's next life")
                .isEqualTo("job 3");
        done.complete("done");

        assertThat(Stream.of(get(first), get(second)))
                .satisfiesExactlyInAnyOrder(
                        failed -> assertThat(failed).startsWith("error: worker-0 of jobs died with the call"),
                        answered -> assertThat(answered).isEqualTo("done"));
        assertThat(get(queued)).isEqualTo("done");
        assertThat(get(call("hello"))).isEqualTo("hello");
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void theDeathOfASupervisorFailsAllCallsOfItsServiceAndNoConnection(Object death) throws Exception {
        CompletionStage<String> inHands = call("job 1");
        assertThat(begun.poll(10, SECONDS)).isEqualTo("job 1");
        CompletionStage<String> inOtherHands = call("job 2");
        assertThat(begun.poll(10, SECONDS)).isEqualTo("job 2");
        CompletionStage<String> queued = call("job 3");

        kill("jobs*", death);

        for (CompletionStage<String> call : List.of(inHands, inOtherHands, queued)) {
            assertThat(get(call)).startsWith("error: ").contains("service jobs");
        }
        assertThat(get(call("job 4"))).startsWith("error: ").contains("jobs");
        assertThat(get(call("hello"))).isEqualTo("hello");
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
        assertThat(get(jobs.closed()).message()).contains("jobs");
    }

    private void kill(String path, Object death) {
        ActorSelection victims = system.classicSystem().actorSelection("/system/tapio-service-" + path);
        get(victims.resolveOne(Duration.ofSeconds(10)));
        victims.tell(death, ActorRef.noSender());
    }

    private CompletionStage<String> call(String line) {
        return session.call(Context.root(), line);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
