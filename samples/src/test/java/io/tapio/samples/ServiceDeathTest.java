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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void oneCallInAHundredThrowsAndExactlyThoseFailOnAConnectionThatStaysOpen() throws Exception {
        int calls = 100_000;
        AtomicInteger lives = new AtomicInteger();
        SupervisedService<String, String> throwing = ServiceSupervisor.<String, String>of("throwing", () -> {
                    lives.incrementAndGet();
                    return Service.of(ServiceDeathTest::evenly);
                })
                .start(system);
        ServerBinding binding = get(TcpServer.create(system)
                .bind("127.0.0.1", 0, Line.server(), connection -> CompletableFuture.completedFuture(throwing)));
        Session<String, String> client = get(TcpClient.create(system)
                .connect("127.0.0.1", binding.localAddress().getPort(), Line.client()));
        Semaphore room = new Semaphore(200); // fewer than the session takes, so that it refuses none
        AtomicInteger wrong = new AtomicInteger();
        for (int i = 0; i < calls; i++) {
            String expected = i % 100 == 0 ? "error: no hundreds: " + i : Integer.toString(i);
            room.acquire();
            client.call(Context.root(), Integer.toString(i)).whenComplete((reply, thrown) -> {
                wrong.addAndGet(expected.equals(reply) ? 0 : 1);
                room.release();
            });
        }

        assertThat(room.tryAcquire(200, 60, SECONDS)).isTrue();
        assertThat(wrong).hasValue(0);
        assertThat(lives).as("no restart").hasValue(1);
        assertThat(client.status()).isEqualTo(Session.Status.OPEN);
        assertThat(throwing.load().inHands() + throwing.load().queued()).isZero();
    }

    private static String evenly(String line) {
        if (Integer.parseInt(line) % 100 == 0) {
            throw new IllegalArgumentException("no hundreds: " + line);
        }
        return line;
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
