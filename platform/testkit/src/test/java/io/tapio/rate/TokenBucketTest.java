package io.tapio.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.admission.Limiter;
import io.tapio.admission.Outcome;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final int BURST = 3;
    private static final long INTERVAL = Duration.ofMillis(10).toNanos();

    private final VirtualTimer timer = new VirtualTimer();
    private final TokenBucket bucket = new TokenBucket(INTERVAL, BURST, "tokens");

    private long take(int tries) {
        return IntStream.range(0, tries)
                .filter(i -> bucket.tryAcquire(timer) != null)
                .count();
    }

    private void pass(long millis) {
        timer.advance(Duration.ofMillis(millis));
    }

    @Test
    void itBeginsFullAndFillsByOneEachInterval() {
        assertThat(take(10)).isEqualTo(BURST);
        pass(9);
        assertThat(take(10)).isZero();
        pass(1);
        assertThat(take(10)).isOne();
        pass(25);
        assertThat(take(10)).isEqualTo(2);
        pass(5);
        assertThat(take(10)).isOne();
    }

    @Test
    void itHoldsNoMoreThanTheBurst() {
        take(2);
        pass(1_000_000);

        assertThat(take(10)).isEqualTo(BURST);
    }

    @Test
    void whatIsNotUsedIsPutBack() {
        take(BURST - 1);
        var last = bucket.tryAcquire(timer);

        last.giveBack(Outcome.UNUSED);

        assertThat(take(10)).isOne();
    }

    @Test
    void whatIsUsedIsNot() {
        take(BURST - 1);
        var last = bucket.tryAcquire(timer);

        last.giveBack(Outcome.FAILED);

        assertThat(take(10)).isZero();
    }

    @Test
    void itTellsWhenThereIsATokenForEachThatWaits() {
        assertThat(bucket.nanosToPermit(BURST - 1, timer)).isZero();
        assertThat(bucket.nanosToPermit(BURST, timer)).isEqualTo(INTERVAL);
        take(BURST);
        pass(4);

        assertThat(bucket.nanosToPermit(0, timer))
                .isEqualTo(Duration.ofMillis(6).toNanos());
        assertThat(bucket.nanosToPermit(2, timer))
                .isEqualTo(Duration.ofMillis(26).toNanos());
    }

    @Test
    void noTokenIsLostWhileSomebodyWaitsForIt() {
        take(BURST);
        long since = timer.nanoTime();
        pass(100);

        long taken = IntStream.range(0, 100)
                .filter(i -> bucket.tryAcquire(timer, since) != null)
                .count();

        assertThat(taken).isEqualTo(10);
        assertThat(bucket.tryAcquire(timer)).isNull();
    }

    @Test
    void neverAreThereMoreThanTheRateAllows() {
        Seed.run(random -> {
            VirtualTimer time = new VirtualTimer();
            Limiter limiter = new TokenBucket(INTERVAL, BURST, "tokens");
            List<Long> taken = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                time.advance(Duration.ofNanos(random.nextLong(random.nextBoolean() ? INTERVAL : 10 * INTERVAL)));
                for (int calls = random.nextInt(5); calls > 0 && limiter.tryAcquire(time) != null; calls--) {
                    taken.add(time.nanoTime());
                }
            }
            for (int first = 0; first < taken.size(); first++) {
                for (int last = first; last < Math.min(taken.size(), first + 50); last++) {
                    long calls = last - first + 1L;
                    assertThat(calls).isLessThanOrEqualTo(BURST + (taken.get(last) - taken.get(first)) / INTERVAL);
                }
            }
        });
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIs() throws InterruptedException, ExecutionException {
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            TokenBucket full = new TokenBucket(INTERVAL, 1000, "tokens");
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 1000; i++) {
                        if (full.tryAcquire(timer) != null) {
                            taken.incrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(taken).hasValue(1000);
    }
}
