package io.tapio.admission;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.testkit.random.Script;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AnyOrderTest {
    private enum Event {
        CALL,
        CALL_WITH_DEADLINE,
        CALL_AND_LEAVE,
        ACQUIRE,
        ACQUIRE_WITH_DEADLINE,
        USE,
        RELEASE,
        FORGET,
        ANSWER,
        FAIL,
        LEAVE,
        TIME
    }

    /** Does what a script says, and checks that no call is lost and no permit. */
    private static final class Play extends Gates {
        private final RandomGenerator random;
        private final Admission<String, String> admission;
        private final List<CompletableFuture<?>> all = new ArrayList<>();
        private final List<CompletableFuture<Ready<String, String>>> acquired = new ArrayList<>();
        private final List<CancellationSource> callers = new ArrayList<>();

        Play(RandomGenerator random) {
            this.random = random;
            admission = behind(
                    random.nextBoolean()
                            ? settings.withShedding(new CoDel(Duration.ofMillis(50), Duration.ofMillis(200)))
                            : settings,
                    held);
        }

        void step(Event event) {
            switch (event) {
                case CALL -> all.add(admission.call(context, "a").toCompletableFuture());
                case CALL_WITH_DEADLINE ->
                    all.add(admission.call(dueSoon(), "a").toCompletableFuture());
                case CALL_AND_LEAVE -> all.add(admission.call(withCaller(), "a").toCompletableFuture());
                case ACQUIRE -> acquired.add(admission.acquire(withCaller()).toCompletableFuture());
                case ACQUIRE_WITH_DEADLINE ->
                    acquired.add(admission.acquire(dueSoon()).toCompletableFuture());
                case USE -> any(acquired, ready -> ready.thenAccept(right -> right.call("b")));
                case RELEASE -> any(acquired, ready -> ready.thenAccept(Ready::release));
                case FORGET -> any(acquired, ready -> ready.cancel(false));
                case ANSWER -> any(unanswered(), call -> call.answer().complete("A"));
                case FAIL -> any(unanswered(), call -> call.answer().completeExceptionally(LEFT));
                case LEAVE -> any(callers, caller -> caller.cancel(LEFT));
                case TIME -> pass(random.nextInt(150));
            }
            assertThat(places.taken()).isLessThanOrEqualTo(2);
            assertThat(waiting() == 0 || places.taken() == 2)
                    .as("nobody waits while there is a permit")
                    .isTrue();
        }

        private Context dueSoon() {
            return context.withTimeout(Duration.ofMillis(1 + random.nextInt(300)));
        }

        private Context withCaller() {
            CancellationSource caller = new CancellationSource();
            callers.add(caller);
            return context.withCancellation(caller);
        }

        private List<HeldService.Call<String, String>> unanswered() {
            List<HeldService.Call<String, String>> calls = new ArrayList<>();
            for (int i = 0; i < held.requests().size(); i++) {
                if (!held.call(i).answer().isDone()) {
                    calls.add(held.call(i));
                }
            }
            return calls;
        }

        private <T> void any(List<T> things, Consumer<T> then) {
            if (!things.isEmpty()) {
                then.accept(things.get(random.nextInt(things.size())));
            }
        }

        void end() {
            for (var rest = unanswered(); !rest.isEmpty(); rest = unanswered()) {
                rest.forEach(call -> call.answer().complete("A"));
            }
            pass(60_000);
            for (var rest = unanswered(); !rest.isEmpty(); rest = unanswered()) {
                rest.forEach(call -> call.answer().complete("A"));
            }
            assertThat(all).allMatch(CompletableFuture::isDone);
            assertThat(acquired).allMatch(CompletableFuture::isDone);
            assertThat(places.taken()).isZero();
            assertThat(waiting()).isZero();
            assertThat(timer.scheduled()).isZero();
        }
    }

    @Test
    void whateverHappensInWhateverOrderNoPermitIsLostAndEveryCallEnds() {
        Seed.run(random -> Script.check(
                random, 300, 60, each -> Event.values()[each.nextInt(Event.values().length)], (seed, events) -> {
                    Play play = new Play(seed.random());
                    events.forEach(play::step);
                    play.end();
                }));
    }

    @Test
    void manyThreadsLoseNoPermitAndNoCall() throws InterruptedException, ExecutionException, TimeoutException {
        int threads = 8;
        int calls = 5_000;
        Places places = new Places(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(threads * calls);
        ExecutorService workers = Executors.newFixedThreadPool(3);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            Service<Integer, Integer> working = (context, request) -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                CompletableFuture<Integer> answer = new CompletableFuture<>();
                Runnable work = () -> {
                    running.decrementAndGet();
                    answer.complete(request);
                };
                if (request % 3 == 0) {
                    work.run();
                } else {
                    workers.execute(work);
                }
                return answer;
            };
            WaitingSettings settings = new Play(new Seed(0).random()).settings;
            Admission<Integer, Integer> service = new Gate(
                            "threads",
                            places,
                            List.of(),
                            settings.withMaxWaiting(50).withMaxWait(Duration.ofMinutes(1)),
                            new Counted())
                    .before(working);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(callers.submit(() -> {
                    for (int i = 0; i < calls; i++) {
                        int request = i;
                        var answer = i % 5 == 0
                                ? service.acquire(Context.root()).thenCompose(ready -> ready.call(request))
                                : service.call(Context.root(), request);
                        answer.whenComplete((value, thrown) -> {
                            answered.addAndGet(thrown == null ? 1 : 0);
                            ended.countDown();
                        });
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(60, SECONDS);
            }
            assertThat(ended.await(60, SECONDS)).as("every call ends").isTrue();
        } finally {
            callers.shutdownNow();
            workers.shutdownNow();
        }

        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(answered.get()).isPositive();
        assertThat(places.taken()).isZero();
    }
}
