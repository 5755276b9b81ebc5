package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ExpiredCallsTest {
    private static final Actors ACTORS = new Actors();
    private static final Duration LIMIT = Duration.ofMillis(250);

    private final VirtualTimer timer = new VirtualTimer();
    private final CancellationSource caller = new CancellationSource();
    private final Context context = Context.root(timer).withCancellation(caller);
    private final HeldService<Integer, String> held = new HeldService<>();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private SupervisedService<Integer, String> held(String name) {
        return ServiceSupervisor.of(name, () -> held).start(ACTORS.system);
    }

    @Test
    void aDeadlineAnswersTheCallerAndCancelsTheWork() {
        var service = held("late");
        var answer = service.call(context.withTimeout(LIMIT), 1);
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));

        timer.advance(LIMIT);

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(answer)).hasMessage("no answer within 250 ms; worker-0 of late had it");
        assertThat(held.call(0).context().cancellation().cause()).contains(failure(answer));
    }

    @Test
    void aDeadlineInTheQueueSaysThatNothingWasDone() {
        var service = held("late-queued");
        var first = service.call(context, 1);
        var answer = service.call(context.withTimeout(LIMIT), 2);

        timer.advance(LIMIT);
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));
        held.call(0).answer().complete("first");

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(failure(answer).processed()).isEqualTo(Processed.NO);
        assertThat(get(first)).isEqualTo("first");
        assertThat(held.requests()).containsExactly(1);
        ACTORS.eventually(() -> assertThat(service.load()).isEqualTo(new Load(0, 0, 1, 0)));
    }

    @Test
    void aCallerThatLeavesCancelsTheWork() {
        var service = held("left");
        var answer = service.call(context, 1);
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));

        caller.cancel(Failure.at(Where.CANCELLED, Processed.NO, "changed my mind"));

        assertThat(failure(answer)).hasMessage("changed my mind");
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
    }

    @Test
    void aCallThatNobodyWaitsForTakesNoWorkersTime() {
        var service = held("gone");
        Context late = context.withTimeout(LIMIT);
        timer.advance(LIMIT);

        assertThat(failure(service.call(late, 1)).where()).isEqualTo(Where.TIMEOUT);
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        assertThat(failure(service.call(context, 2)).processed()).isEqualTo(Processed.NO);

        assertThat(service.load().queued() + service.load().inHands()).isZero();
    }

    @Test
    void aCallThatHasItsAnswerLeavesNoTimerAndIsNotCancelled() {
        var service = held("answered");
        var answer = service.call(context.withTimeout(LIMIT), 1);
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));
        held.call(0).answer().complete("in time");
        get(answer);

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(timer.scheduled()).isZero();
        assertThat(held.call(0).context().cancellation().isCancelled()).isFalse();
    }

    @Test
    void aCallThatEndsWhileItsDeadlineIsBeingSetLeavesNoTimer() {
        var service = held("meanwhile");
        Timer slow = new Timer() {
            @Override
            public long nanoTime() {
                return timer.nanoTime();
            }

            @Override
            public Scheduled schedule(Duration delay, Runnable task) {
                ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));
                held.call(0).answer().complete("meanwhile");
                return timer.schedule(delay, task);
            }
        };

        var answer = service.call(Context.root(slow).withCancellation(caller).withTimeout(LIMIT), 1);

        assertThat(get(answer)).isEqualTo("meanwhile");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aLateAnswerIsDroppedAndThePlaceIsFreeForTheNextCall() {
        var service = held("dropped");
        var answer = service.call(context.withTimeout(LIMIT), 1);
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));
        timer.advance(LIMIT);
        held.call(0).answer().complete("late");

        var next = service.call(context, 2);
        ACTORS.eventually(() -> assertThat(held.requests()).containsExactly(1, 2));
        held.call(1).answer().complete("next");

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(get(next)).isEqualTo("next");
    }

    @Test
    void noCallWaitsBehindAWorkerThatIsStuck() {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        var service = ServiceSupervisor.<Integer, Integer>of("stuck", () -> (same, request) -> {
                    if (request == 0) {
                        begun.countDown();
                        await(stuck);
                    }
                    return CompletableFuture.completedFuture(request);
                })
                .withWorkers(2)
                .blocking()
                .start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(2));
        var expired = service.call(context.withTimeout(LIMIT), 0);
        await(begun);
        timer.advance(LIMIT);
        failure(expired);

        IntStream.range(1, 50)
                .forEach(i -> assertThat(get(service.call(context, i))).isEqualTo(i));

        ACTORS.eventually(() -> assertThat(service.load().inHands()).isEqualTo(1));
        stuck.countDown();
        ACTORS.eventually(() -> assertThat(service.load().inHands()).isZero());
    }

    @Test
    void aMailboxBehindAStuckWorkerDoesNotGrow() {
        CountDownLatch stuck = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Behavior<Call<Integer, Integer>> behavior = Behaviors.receive((same, call) -> {
            begun.incrementAndGet();
            await(stuck);
            return Behaviors.same();
        });
        var service = ServiceSupervisor.ofBehavior("mailbox", behavior)
                .withMaxInHands(3)
                .blocking()
                .start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(1));
        for (int round = 0; round < 10; round++) {
            var calls = IntStream.range(0, 10)
                    .mapToObj(i -> service.call(context.withTimeout(LIMIT), i))
                    .toList();
            ACTORS.eventually(() -> assertThat(begun).hasValue(1));
            timer.advance(LIMIT);
            calls.forEach(Actors::failure);
            assertThat(service.load()).isEqualTo(new Load(0, 3, 1, 0));
        }

        stuck.countDown();

        ACTORS.eventually(() -> assertThat(service.load().inHands()).isZero());
        assertThat(begun).hasValue(1);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, SECONDS)).isTrue();
        } catch (InterruptedException thrown) {
            throw new IllegalStateException(thrown);
        }
    }
}
