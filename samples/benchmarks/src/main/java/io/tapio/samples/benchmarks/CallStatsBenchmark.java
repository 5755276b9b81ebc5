package io.tapio.samples.benchmarks;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.stats.Counter;
import io.tapio.stats.Distribution;
import io.tapio.stats.Metric;
import io.tapio.stats.calls.CallStats;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to count, on a thread that has cells of its own, as event loops have: a score is the time of one call,
 * or of one number. On other threads: {@code -jvmArgsAppend -Djmh.executor=FIXED_TPE}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=io.tapio.samples.benchmarks.CountingThreads"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallStatsBenchmark {
    private final Context context = Context.root();
    private final CompletionStage<String> answer = CompletableFuture.completedFuture("world");
    private final Service<String, String> plain = (context, request) -> answer;
    private final Service<String, String> counted =
            CallStats.<String, String>ofServer(CountingThreads.STATS).apply(plain);
    private final Counter counter =
            CountingThreads.STATS.counter(Metric.counter("benchmark.counter", "{call}", "Calls"));
    private final Distribution distribution =
            CountingThreads.STATS.distribution(Metric.distribution("benchmark.distribution", "s", "Times"));
    private long value;

    @Benchmark
    public CompletionStage<String> plainCall() {
        return plain.call(context, "hello");
    }

    @Benchmark
    public CompletionStage<String> countedCall() {
        return counted.call(context, "hello");
    }

    @Benchmark
    public void counter() {
        counter.increment();
    }

    @Benchmark
    public void distribution() {
        distribution.record(value++ & 0xfffff);
    }

    @Benchmark
    public long clock() {
        return context.timer().exactNanoTime();
    }
}
