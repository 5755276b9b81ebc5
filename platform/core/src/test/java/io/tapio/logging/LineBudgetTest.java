package io.tapio.logging;

import static io.tapio.logging.LineBudget.Verdict.FIRST_TOO_MANY;
import static io.tapio.logging.LineBudget.Verdict.TOO_MANY;
import static io.tapio.logging.LineBudget.Verdict.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
    private static final long START = Long.MAX_VALUE - 50; // clocks may pass the largest number

    private final LineBudget budget = new LineBudget(2, Duration.ofNanos(100));

    @Test
    void linesBeyondTheBudgetAreCounted() {
        assertThat(Stream.generate(() -> budget.take(START)).limit(4))
                .containsExactly(WRITE, WRITE, FIRST_TOO_MANY, TOO_MANY);
        assertThat(budget.count()).isEqualTo(2);
        assertThat(budget.count()).as("once").isZero();
    }

    @Test
    void anIntervalBeginsWithItsFirstLine() {
        budget.take(START);
        budget.take(START + 60);

        assertThat(budget.take(START + 99)).isEqualTo(FIRST_TOO_MANY);
        assertThat(budget.left(START + 99)).isEqualTo(Duration.ofNanos(1));
        assertThat(budget.take(START + 100)).isEqualTo(WRITE);
        assertThat(budget.take(START + 199)).isEqualTo(WRITE);
        assertThat(budget.take(START + 199)).as("not yet counted").isEqualTo(TOO_MANY);
        assertThat(budget.left(START + 300)).isEqualTo(Duration.ZERO);
    }

    @Test
    void noLineIsLostOrWrittenTwiceBetweenThreads() throws InterruptedException {
        LineBudget shared = new LineBudget(100, Duration.ofNanos(100));
        AtomicInteger written = new AtomicInteger();
        AtomicInteger first = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Thread[] threads = IntStream.range(0, 8)
                .mapToObj(thread -> new Thread(() -> {
                    await(go);
                    for (int i = 0; i < 1000; i++) {
                        switch (shared.take(START)) {
                            case WRITE -> written.incrementAndGet();
                            case FIRST_TOO_MANY -> first.incrementAndGet();
                            case TOO_MANY -> {}
                        }
                    }
                }))
                .toArray(Thread[]::new);

        Stream.of(threads).forEach(Thread::start);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(written).hasValue(100);
        assertThat(first).hasValue(1);
        assertThat(shared.count()).isEqualTo(8 * 1000 - 100);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
