package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.stats.SystemStats;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartedWorkersTest {
    private static final Actors ACTORS = new Actors();
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final VirtualTimer timer = new VirtualTimer();
    private final AtomicInteger lives = new AtomicInteger();
    private final List<Call<String, String>> open = new CopyOnWriteArrayList<>();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    /** Answers at once, throws, or keeps the call, as it is told. */
    private final class Talker implements Service<String, String> {
        private final int life = lives.incrementAndGet();

        @Override
        public CompletionStage<String> call(Context context, String request) {
            return switch (request) {
                case "throw" -> throw new IllegalStateException("thrown");
                case "disk" -> throw new UncheckedIOException(new IOException("disk"));
                case "disk later" ->
                    CompletableFuture.supplyAsync(() -> {
                        throw new UncheckedIOException(new IOException("disk"));
                    });
                case "overflow" -> throw new StackOverflowError("deep");
                default -> CompletableFuture.completedFuture(request + " " + life);
            };
        }
    }

    private ServiceSupervisor<String, String> talker(String name) {
        return ServiceSupervisor.of(name, Talker::new)
                .restartOn(IOException.class::isInstance)
                .withSettings(settings -> settings.withRestart(
                        settings.restart().withBackoff(BACKOFF, BACKOFF).withBudget(3, Duration.ofMinutes(1))))
                .withTimer(timer);
    }

    private ServiceSupervisor<String, String> keeper(String name) {
        Behavior<Call<String, String>> behavior = Behaviors.receive((context, call) -> {
            if (call.request().equals("stop")) {
                return Behaviors.stopped();
            }
            open.add(call);
            return Behaviors.same();
        });
        return ServiceSupervisor.ofBehavior(name, behavior)
                .withSettings(
                        settings -> settings.withRestart(settings.restart().withBackoff(BACKOFF, BACKOFF)))
                .withTimer(timer);
    }

    @Test
    void itsLoadIsToldInNumbers() {
        Numbers numbers = new Numbers(SystemStats.of(ACTORS.system));
        var service = keeper("numbers").withMaxInHands(1).start(ACTORS.system);
        service.call(Context.root(), "kept");
        service.call(Context.root(), "queued");

        ACTORS.eventually(
                () -> assertThat(numbers.of(LoadNumbers.IN_HANDS, "numbers")).isEqualTo(1));
        assertThat(numbers.of(LoadNumbers.QUEUED, "numbers")).isEqualTo(1);
        assertThat(numbers.of(LoadNumbers.WORKERS, "numbers")).isEqualTo(1);
        assertThat(numbers.of(SupervisorActor.RESTARTS, "numbers")).isZero();

        ACTORS.end("numbers", "/worker-0", Kill.getInstance());

        ACTORS.eventually(() ->
                assertThat(numbers.of(SupervisorActor.RESTARTS, "numbers")).isEqualTo(1));
        assertThat(numbers.of(LoadNumbers.WORKERS, "numbers")).isZero();
        assertThat(numbers.of(LoadNumbers.QUEUED, "numbers")).isEqualTo(1);
    }

    private static String answer(Service<String, String> service, String request) {
        return get(service.call(Context.root(), request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "disk later", "overflow"})
    void aDeclaredCauseAndAnErrorRestartTheWorkerAfterItsBackoff(String request) {
        var service = talker("declared-" + request.replace(' ', '-')).start(ACTORS.system);
        assertThat(answer(service, "a")).isEqualTo("a 1");

        var failure = failure(service.call(Context.root(), request));
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));
        var waiting = service.call(Context.root(), "b");
        timer.advance(BACKOFF.dividedBy(2).minusNanos(1));

        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
        assertThat(service.load()).isEqualTo(new Load(1, 0, 0, 0));
        timer.advance(BACKOFF);
        assertThat(get(waiting)).isEqualTo("b 2");
        assertThat(service.load().restarts()).isEqualTo(1);
    }

    private record Asked(Call<String, String> call) {}

    @Test
    void aDeclaredCauseThatComesWhenTheWorkerIsIdleEndsIt() {
        Behavior<Asked> behavior = Behaviors.receive(Asked.class)
                .onMessage(Asked.class, asked -> {
                    open.add(asked.call);
                    return Behaviors.same();
                })
                .build();
        var service = ServiceSupervisor.ofBehavior("idle", behavior, Asked::new)
                .restartOn(IOException.class::isInstance)
                .withTimer(timer)
                .start(ACTORS.system);
        var broken = service.call(Context.root(), "1");
        var other = service.call(Context.root(), "2");
        ACTORS.eventually(() -> assertThat(open).hasSize(2));

        open.get(0).fail(new IOException("disk"));

        assertThat(failure(broken).getCause()).hasMessage("disk");
        assertThat(failure(other)).hasMessage("worker-0 of idle died with the call: java.io.IOException: disk");
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));
    }

    @Test
    void anExceptionThatIsNotDeclaredRestartsNothing() {
        var service = talker("undeclared").start(ACTORS.system);

        failure(service.call(Context.root(), "throw"));

        assertThat(answer(service, "a")).isEqualTo("a 1");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void callsInTheHandsOfAWorkerThatDiesFailWithItsName() {
        var service = keeper("dying").start(ACTORS.system);
        var first = service.call(Context.root(), "1");
        var second = service.call(Context.root(), "2");
        ACTORS.eventually(() -> assertThat(open).hasSize(2));

        ACTORS.end("dying", "/worker-0", Kill.getInstance());

        for (var call : List.of(first, second)) {
            assertThat(failure(call).where()).isEqualTo(Where.SERVICE);
            assertThat(failure(call).processed()).isEqualTo(Processed.MAYBE);
            assertThat(failure(call))
                    .hasMessageStartingWith("worker-0 of dying died with the call: ")
                    .hasMessageContaining("Kill");
        }
        assertThat(open).allMatch(call -> call.context().cancellation().isCancelled());
        open.get(0).reply("from the dead");
        ACTORS.eventually(() -> assertThat(service.load().inHands()).isZero());
    }

    @Test
    void callsThatTheWorkerHadNotBegunGoToTheNextInTheirOrder() {
        var service = keeper("survivors").withMaxInHands(3).start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(1));
        var stop = service.call(Context.root(), "stop");
        var others = IntStream.range(0, 6)
                .mapToObj(i -> service.call(Context.root(), "call " + i))
                .toList();

        assertThat(failure(stop)).hasMessage("worker-0 of survivors died with the call: it was stopped");
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));
        assertThat(service.load()).isEqualTo(new Load(6, 0, 0, 0));
        timer.advance(BACKOFF);
        for (int i = 0; i < 6; i++) {
            int place = i;
            ACTORS.eventually(() -> assertThat(open).hasSizeGreaterThan(place));
            open.get(i).reply("done");
        }

        assertThat(open.stream().map(Call::request)).isSorted();
        others.forEach(Actors::get);
    }

    @Test
    void aCallThatIsSafeToRepeatGoesToAnotherWorkerAsOftenAsItMay() {
        var service = keeper("requeued")
                .withWorkers(2)
                .requeueIf(request -> request.equals("safe"))
                .start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(2));
        var call = service.call(Context.root(), "safe");
        ACTORS.eventually(() -> assertThat(open).hasSize(1));
        ACTORS.end("requeued", "/worker-*", Kill.getInstance());
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(2));
        timer.advance(BACKOFF);
        ACTORS.eventually(() -> assertThat(open).hasSize(2));
        assertThat(open.get(0).context().cancellation().isCancelled()).isTrue();
        open.get(0).reply("from the dead");
        assertThat(call.toCompletableFuture()).isNotDone();

        ACTORS.end("requeued", "/worker-*", Kill.getInstance());

        assertThat(failure(call)).hasMessageContaining("died with the call");
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(2));
        assertThat(service.load()).isEqualTo(new Load(0, 0, 0, 2));
    }
}
