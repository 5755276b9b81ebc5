package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class UnderLoadTest {
    private static final Actors ACTORS = new Actors();
    private static final Duration LIMIT = Duration.ofMillis(250);

    private sealed interface Message {}

    private record Asked(Call<Integer, String> call) implements Message {}

    private record Cancelled(int request) implements Message {}

    private sealed interface Keeping {}

    private record Kept(Call<Integer, Integer> call) implements Keeping {}

    private record Flush() implements Keeping {}

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private static void acquire(Semaphore window, int calls) {
        try {
            assertThat(window.tryAcquire(calls, 20, SECONDS))
                    .as("calls are answered")
                    .isTrue();
        } catch (InterruptedException thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    @Test
    void oneCallInAHundredThrowsAndOnlyThatOneFails() {
        int calls = 100_000;
        Semaphore window = new Semaphore(500);
        AtomicInteger lives = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        var service = ServiceSupervisor.<Integer, Integer>of("one-percent", () -> {
                    lives.incrementAndGet();
                    return (context, request) -> {
                        if (request % 100 == 0) {
                            throw new IllegalStateException("no " + request);
                        }
                        return CompletableFuture.completedFuture(-request);
                    };
                })
                .withWorkers(4)
                .start(ACTORS.system);
        for (int i = 0; i < calls; i++) {
            int request = i;
            acquire(window, 1);
            service.call(Context.root(), request).whenComplete((reply, thrown) -> {
                boolean right = request % 100 == 0
                        ? thrown instanceof Failure failure
                                && failure.where() == Where.SERVICE
                                && failure.getMessage().endsWith("no " + request)
                        : reply != null && reply == -request;
                if (!right) {
                    wrong.incrementAndGet();
                }
                window.release();
            });
        }
        acquire(window, 500);

        assertThat(wrong).hasValue(0);
        assertThat(lives).hasValue(4);
        ACTORS.eventually(() -> assertThat(service.load()).isEqualTo(new Load(0, 0, 4, 0)));
    }

    @Test
    void tenThousandCallsAreCancelledWithinOneTurnOfTheirWorkers() {
        int calls = 10_000;
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        Behavior<Message> behavior = Behaviors.setup(actor -> {
            ActorRef<Message> self = actor.getSelf();
            return Behaviors.receive(Message.class)
                    .onMessage(Asked.class, message -> {
                        int request = message.call.request();
                        message.call.context().cancellation().onCancel(why -> self.tell(new Cancelled(request)));
                        asked.incrementAndGet();
                        return Behaviors.same();
                    })
                    .onMessage(Cancelled.class, message -> {
                        told.incrementAndGet();
                        return Behaviors.same();
                    })
                    .build();
        });
        var service = ServiceSupervisor.ofBehavior("many", behavior, Asked::new)
                .withWorkers(4)
                .withMaxInHands(calls)
                .withMaxQueued(calls)
                .start(ACTORS.system);
        VirtualTimer timer = new VirtualTimer();
        CancellationSource caller = new CancellationSource();
        Context leaving = Context.root(timer).withCancellation(caller);
        Context expiringContext = Context.root(timer).withTimeout(LIMIT);
        List<CompletionStage<String>> expiring = IntStream.range(0, calls / 2)
                .mapToObj(i -> service.call(expiringContext, i))
                .toList();
        List<CompletionStage<String>> left = IntStream.range(0, calls / 2)
                .mapToObj(i -> service.call(leaving, i))
                .toList();
        ACTORS.eventually(() -> assertThat(asked).hasValue(calls));
        assertThat(service.load().inHands()).isEqualTo(calls);

        timer.advance(LIMIT);
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(Stream.concat(expiring.stream(), left.stream()))
                .allMatch(call -> call.toCompletableFuture().isCompletedExceptionally());
        assertThat(expiring).allMatch(call -> failure(call).where() == Where.TIMEOUT);
        assertThat(left).allMatch(call -> failure(call).where() == Where.CANCELLED);
        ACTORS.eventually(() -> assertThat(told).hasValue(calls));
        ACTORS.eventually(() -> assertThat(service.load()).isEqualTo(new Load(0, 0, 4, 0)));
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void twentyDeathsUnderLoadCostOnlyTheCallsInTheirHands() {
        int deaths = 20;
        int inHands = 8;
        Semaphore window = new Semaphore(200);
        AtomicInteger answered = new AtomicInteger();
        List<Failure> failures = new CopyOnWriteArrayList<>();
        Behavior<Keeping> behavior = Behaviors.setup(context -> {
            List<Call<Integer, Integer>> kept = new ArrayList<>();
            return Behaviors.receive(Keeping.class)
                    .onMessage(Kept.class, message -> {
                        kept.add(message.call);
                        context.getSelf().tell(new Flush());
                        return message.call.request() == -1 ? Behaviors.stopped() : Behaviors.same();
                    })
                    .onMessage(Flush.class, flush -> {
                        kept.forEach(call -> call.reply(call.request()));
                        kept.clear();
                        return Behaviors.same();
                    })
                    .build();
        });
        var service = ServiceSupervisor.ofBehavior("deaths", behavior, Kept::new)
                .withWorkers(3)
                .withMaxInHands(inHands)
                .withSettings(settings -> settings.withRestart(settings.restart()
                        .withBackoff(Duration.ofMillis(1), Duration.ofMillis(20))
                        .withBudget(deaths, Duration.ofMinutes(10))))
                .start(ACTORS.system);
        for (int i = 1; i <= 40_000; i++) {
            int request = i % 2_000 == 0 ? -1 : i;
            acquire(window, 1);
            service.call(Context.root(), request).whenComplete((reply, thrown) -> {
                if (thrown instanceof Failure failure) {
                    failures.add(failure);
                } else if (reply == request) {
                    answered.incrementAndGet();
                }
                window.release();
            });
        }
        acquire(window, 200);

        assertThat(answered.get() + failures.size()).isEqualTo(40_000);
        assertThat(failures).hasSizeBetween(deaths, deaths * inHands);
        assertThat(failures).allSatisfy(failure -> {
            assertThat(failure.where()).isEqualTo(Where.SERVICE);
            assertThat(failure).hasMessageMatching("worker-[0-2] of deaths died with the call: it was stopped");
        });
        ACTORS.eventually(() -> assertThat(service.load()).isEqualTo(new Load(0, 0, 3, deaths)));
    }
}
