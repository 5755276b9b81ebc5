package io.tapio.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stats.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountingThreadTest {
    private static final Metric CALLS = Metric.counter("test.calls", "{call}", "Calls");
    private static final Metric OTHERS = Metric.counter("test.others", "{call}", "Other calls");
    private static final Metric TIMES = Metric.distribution("test.times", "s", "Times");

    private final Numbers numbers = new Numbers();
    private final MemoryStats stats = numbers.stats();

    @Test
    void whatAThreadHasCountedStaysWhenItEndsAndItsCellsDoNot() throws InterruptedException {
        Counter calls = stats.counter(CALLS);
        Distribution times = stats.distribution(TIMES);
        for (int i = 0; i < 100; i++) {
            run(new CountingThread(stats, () -> count(calls, times), "counts"));
        }

        assertThat(numbers.of(CALLS)).isEqualTo(100);
        assertThat(numbers.spread(TIMES).count()).isEqualTo(100);
        assertThat(numbers.spread(TIMES).sum()).isEqualTo(2000);
        assertThat(numbers.spread(TIMES).percentiles().count()).isEqualTo(100);
        assertThat(stats.ledger().threads()).isZero();
    }

    private static void count(Counter calls, Distribution times) {
        calls.increment();
        times.record(20);
    }

    @Test
    void aThreadThatFailsLeavesWhatItHasCounted() throws InterruptedException {
        Counter calls = stats.counter(CALLS);
        Thread failing = new CountingThread(
                stats,
                () -> {
                    calls.increment();
                    throw new IllegalStateException("on purpose");
                },
                "fails");
        failing.setUncaughtExceptionHandler((thread, expected) -> {});

        run(failing);

        assertThat(numbers.of(CALLS)).isEqualTo(1);
        assertThat(stats.ledger().threads()).isZero();
    }

    @Test
    void aThreadOfOtherStatsCountsAsAllOthersDo() throws InterruptedException {
        MemoryStats elsewhere = new MemoryStats(new StatsSettings(10));
        Counter calls = stats.counter(CALLS);
        Distribution times = stats.distribution(TIMES);

        run(new CountingThread(elsewhere, () -> count(calls, times), "elsewhere"));

        assertThat(numbers.of(CALLS)).isEqualTo(1);
        assertThat(numbers.spread(TIMES).percentiles().max()).isEqualTo(20);
    }

    @Test
    void numbersThatComeLaterHaveRoomInTheCellsOfAThread() throws InterruptedException {
        List<Counter> counters = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            counters.add(stats.counter(Metric.counter("test." + i, "{call}", "Calls")));
        }

        run(new CountingThread(stats, () -> counters.forEach(each -> each.add(counters.indexOf(each))), "counts"));

        assertThat(stats.readings())
                .allSatisfy(each -> assertThat("test." + ((Reading.Number) each).value())
                        .isEqualTo(each.metric().name()));
    }

    @Test
    void nothingIsLostWhileThreadsComeAndGoAndSomebodyReads() {
        Seed.run(random -> {
            Counter calls = stats.counter(CALLS);
            Counter others = stats.counter(OTHERS);
            Distribution times = stats.distribution(TIMES);
            int each = 1000 + random.nextInt(4000);
            CountDownLatch ended = new CountDownLatch(8);
            Runnable task = () -> {
                for (int i = 0; i < each; i++) {
                    calls.increment();
                    times.record(i);
                    others.increment();
                }
                ended.countDown();
            };
            List<Thread> threads = Stream.iterate(0, i -> i + 1)
                    .limit(8)
                    .map(i -> i % 2 == 0 ? new CountingThread(stats, task, "own") : new Thread(task))
                    .toList();
            threads.forEach(Thread::start);
            readUntil(ended);
            join(threads);

            assertThat(numbers.of(CALLS)).isEqualTo(8L * each);
            assertThat(numbers.of(OTHERS)).isEqualTo(8L * each);
            assertThat(numbers.spread(TIMES).count()).isEqualTo(8L * each);
            assertThat(numbers.spread(TIMES).percentiles().count()).isEqualTo(8L * each);
            assertThat(stats.ledger().threads()).isZero();
        });
    }

    /** What grows never shrinks, whenever it is read. */
    private void readUntil(CountDownLatch ended) {
        long calls = 0;
        long times = 0;
        while (ended.getCount() > 0) {
            long callsNow = numbers.of(CALLS);
            long timesNow = numbers.spread(TIMES).percentiles().count();
            assertThat(callsNow).isGreaterThanOrEqualTo(calls);
            assertThat(timesNow).isGreaterThanOrEqualTo(times);
            calls = callsNow;
            times = timesNow;
        }
    }

    private static void run(Thread thread) throws InterruptedException {
        thread.start();
        thread.join();
    }

    private static void join(List<Thread> threads) {
        AtomicReference<InterruptedException> interrupted = new AtomicReference<>();
        threads.forEach(thread -> {
            try {
                thread.join();
            } catch (InterruptedException thrown) {
                interrupted.set(thrown);
            }
        });
        assertThat(interrupted).hasNullValue();
    }
}
