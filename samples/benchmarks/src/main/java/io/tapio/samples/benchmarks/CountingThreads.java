package io.tapio.samples.benchmarks;

import io.tapio.stats.CountingThread;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.StatsSettings;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a benchmark, with cells of their own: JMH makes them by this class's name. */
public final class CountingThreads extends ThreadPoolExecutor {
    static final MemoryStats STATS = new MemoryStats(new StatsSettings(100));

    public CountingThreads(int threads, String name) {
        super(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new CountingThread(STATS, task, name));
    }
}
