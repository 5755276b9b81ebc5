package io.tapio.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlidingCountTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SlidingCount count = new SlidingCount(Duration.ofSeconds(10));

    @Test
    void aSliceIsForgottenWhenTenHaveComeAfterIt() {
        count.add(0, 3);
        count.add(SECOND / 2, 4);
        count.add(9 * SECOND, 10);

        assertThat(count.sum(10 * SECOND - 1)).isEqualTo(17);
        assertThat(count.sum(10 * SECOND)).isEqualTo(10);
        assertThat(count.sum(19 * SECOND)).isZero();
    }

    @Test
    void aLongPauseForgetsAll() {
        IntStream.range(0, 10).forEach(slice -> count.add(slice * SECOND, 1));

        assertThat(count.sum(1000 * SECOND)).isZero();
    }

    @Test
    void aClockMayBeginAnywhere() {
        count.add(-3 * SECOND, 1);
        count.add(2 * SECOND, 1);

        assertThat(count.sum(2 * SECOND)).isEqualTo(2);
        assertThat(count.sum(7 * SECOND)).isEqualTo(1);
    }

    @Test
    void whatWasAddedWithinTheWindowIsCountedAndNothingElse() {
        Seed.run(random -> {
            SlidingCount sliding = new SlidingCount(Duration.ofSeconds(10));
            List<Long> times = new ArrayList<>();
            long now = random.nextLong(-100 * SECOND, 100 * SECOND);
            for (int step = 0; step < 2000; step++) {
                now += random.nextLong(random.nextInt(20) == 0 ? 15 * SECOND : SECOND / 4);
                sliding.add(now, 1);
                times.add(now);
                long oldest = Math.floorDiv(now, SECOND) * SECOND - 9 * SECOND;
                assertThat(sliding.sum(now))
                        .isEqualTo(times.stream().filter(time -> time >= oldest).count());
            }
        });
    }

    @Test
    void manyThreadsLoseNothingWithinAWindow() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(each -> new Thread(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        count.add(clock.addAndGet(SECOND / 10_000), 1);
                    }
                }))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(count.sum(clock.get())).isEqualTo(80_000);
    }
}
