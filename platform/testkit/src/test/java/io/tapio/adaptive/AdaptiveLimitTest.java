package io.tapio.adaptive;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.admission.Counted;
import io.tapio.admission.Ready;
import io.tapio.admission.WaitingSettings;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<Integer, Integer> held = new HeldService<>();
    private final AdaptiveSettings settings =
            AdaptiveSettings.load().withCalls(2, 4, 8).withProbeInterval(Duration.ofDays(1));
    private final Service<Integer, Integer> service =
            AdaptiveLimit.<Integer, Integer>of(settings).apply(held);

    private int takenOf(int calls) {
        int before = held.requests().size();
        IntStream.range(0, calls).forEach(i -> service.call(context, i));
        return held.requests().size() - before;
    }

    @Test
    void beforeAnythingIsKnownTheInitialLimitHolds() {
        assertThat(takenOf(10)).isEqualTo(4);
    }

    @Test
    void aRefusalNamesTheLimitThatWasMeasured() {
        takenOf(4);

        var refused = service.call(context, 5).handle((value, thrown) -> (Failure) thrown);

        assertThat(refused.toCompletableFuture().join())
                .hasMessage("call 1 to wait for one of 4 calls at a time, as measured (tapio.adaptive), where 0 may"
                        + " (tapio.adaptive.waiting.max-waiting)");
    }

    @Test
    void aDropFromFurtherInLowersTheLimit() {
        takenOf(4);
        timer.advance(Duration.ofMillis(1));
        IntStream.range(0, 4)
                .forEach(i -> held.call(i)
                        .answer()
                        .completeExceptionally(Failure.at(Where.QUEUE, Processed.NO, "no place further in")));

        assertThat(takenOf(10)).isEqualTo(3);
    }

    @Test
    void aFailureOfAnotherKindDoesNot() {
        takenOf(4);
        IntStream.range(0, 4)
                .forEach(i -> held.call(i).answer().completeExceptionally(new IllegalArgumentException("nonsense")));

        assertThat(takenOf(10)).isEqualTo(4);
    }

    @Test
    void callsThatPassTheirDeadlineLowerTheLimit() {
        Context due = context.withTimeout(Duration.ofSeconds(1));
        IntStream.range(0, 4).forEach(i -> service.call(due, i));

        timer.advance(Duration.ofSeconds(1));

        assertThat(takenOf(10)).isEqualTo(3);
    }

    @Test
    void callsThatAreCompleteAtOnceAreNotMeasured() {
        var mixed = AdaptiveLimit.<Integer, Integer>of(settings);
        Service<Integer, Integer> fast = mixed.apply(Service.of(request -> request));
        for (int i = 0; i < 10_000; i++) {
            fast.call(context, i);
            timer.advance(Duration.ofMillis(1));
        }
        Service<Integer, Integer> slow = mixed.apply(held);

        IntStream.range(0, 10).forEach(i -> slow.call(context, i));

        assertThat(held.requests()).hasSize(4);
    }

    @Test
    void theTimeForWhichARightToCallWasHeldIsNotThatOfTheCall() {
        var limited = AdaptiveLimit.<Integer, Integer>of(settings).apply(held);
        for (int round = 0; round < 200; round++) {
            int first = held.requests().size();
            List<Ready<Integer, Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                limited.acquire(context).thenAccept(all::add);
            }
            timer.advance(Duration.ofSeconds(round < 100 ? 1 : 5));
            all.forEach(ready -> ready.call(1));
            timer.advance(Duration.ofMillis(10));
            IntStream.range(first, first + all.size())
                    .forEach(i -> held.call(i).answer().complete(i));
        }

        IntStream.range(0, 10).forEach(i -> limited.call(context, i));

        assertThat(held.running()).isEqualTo(8);
    }

    @Test
    void whenCallsTakeNoLongerThanBeforeTheLimitGrowsUpToTheHighest() {
        for (int round = 0; round < 1000; round++) {
            int first = held.requests().size();
            int taken = takenOf(10);
            timer.advance(Duration.ofMillis(10));
            IntStream.range(first, first + taken)
                    .forEach(i -> held.call(i).answer().complete(i));
        }

        assertThat(takenOf(10)).isEqualTo(8);
    }

    @Test
    void manyThreadsLoseNoPermit() throws InterruptedException {
        int threads = 4;
        int calls = 5_000;
        Counted counted = new Counted();
        CountDownLatch ended = new CountDownLatch(threads * calls);
        ExecutorService workers = Executors.newFixedThreadPool(2);
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            Service<Integer, Integer> limited = AdaptiveLimit.<Integer, Integer>of(AdaptiveSettings.load())
                    .withStats(counted)
                    .apply((context, request) -> CompletableFuture.supplyAsync(
                            () -> {
                                if (request % 100 == 0) {
                                    throw Failure.at(Where.QUEUE, Processed.NO, "no place further in");
                                }
                                return request;
                            },
                            workers));
            for (int thread = 0; thread < threads; thread++) {
                callers.execute(() -> IntStream.range(0, calls)
                        .forEach(i ->
                                limited.call(Context.root(), i).whenComplete((value, thrown) -> ended.countDown())));
            }
            assertThat(ended.await(60, SECONDS)).as("every call ends").isTrue();
        } finally {
            callers.shutdownNow();
            workers.shutdownNow();
        }

        assertThat(counted.gauge("tapio.adaptive.in_flight[]")).isZero();
        assertThat(counted.gauge("tapio.adaptive.limit[]")).isBetween(2L, 1000L);
        assertThat(counted.count("tapio.adaptive.drops[]")).isPositive();
    }

    @Test
    void itTellsItsBounds() {
        assertThat(Bounded.of(service))
                .extracting(Bound::what)
                .startsWith("calls at a time, at the most", "calls at a time, at the least", "calls that wait");
    }

    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(AdaptiveSettings.load())
                .isEqualTo(new AdaptiveSettings(
                        2,
                        1000,
                        20,
                        Duration.ofMillis(100),
                        1.25,
                        Duration.ofSeconds(10),
                        WaitingSettings.from(ConfigFactory.load(), "tapio.adaptive.waiting")));
        assertThat(AdaptiveSettings.load().waiting().maxWaiting()).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> settings.withCalls(5, 4, 8)).hasMessageContaining("min-calls 5, initial-calls 4");
        assertThatThrownBy(() -> settings.withTolerance(0.9)).hasMessageContaining("tolerance 0.9");
        assertThatThrownBy(() -> settings.withProbeInterval(Duration.ofMillis(1)))
                .hasMessageContaining("probe-interval 1 ms");
    }
}
