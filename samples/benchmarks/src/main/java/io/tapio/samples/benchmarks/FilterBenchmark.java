package io.tapio.samples.benchmarks;

import io.tapio.context.Context;
import io.tapio.filter.Catch;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.logging.RequestLog;
import io.tapio.logging.RequestLogSettings;
import io.tapio.logging.RequestLogSettings.Calls;
import io.tapio.service.Service;
import io.tapio.time.Timer;
import io.tapio.tracing.Tracer;
import io.tapio.tracing.Tracing;
import java.time.Duration;
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
 * Filters that only look, around a service that answers at once; a score is the time of one call. What they allocate is
 * told by {@code -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterBenchmark {
    private final CompletionStage<String> answer = CompletableFuture.completedFuture("done");
    private final Service<String, String> bare = (context, request) -> answer;
    private final Service<String, String> quiet = filtered(Calls.FAILURES, Tracer.none());
    private final Service<String, String> slow = filtered(Calls.SLOW, Tracer.none());
    private final Service<String, String> traced = filtered(Calls.FAILURES, Tracer.idsOnly());
    private final Context onLoop = Context.root(new Turn());
    private final Context elsewhere = Context.root();

    private Service<String, String> filtered(Calls calls, Tracer tracer) {
        RequestLogSettings settings = RequestLogSettings.load().withCalls(calls);
        return Stack.<String, String>of()
                .innermost(Role.TRACING, Tracing.server(tracer, "benchmark"))
                .innermost(Role.LOG, RequestLog.of("benchmark", settings))
                .innermost(Role.CATCH, new Catch<>())
                .apply(bare);
    }

    @Benchmark
    public CompletionStage<String> noFilter() {
        return bare.call(onLoop, "request");
    }

    /** No tracer, a log of failures, and a catch. */
    @Benchmark
    public CompletionStage<String> filters() {
        return quiet.call(onLoop, "request");
    }

    /** The same with a log of slow calls, which looks at the clock twice. */
    @Benchmark
    public CompletionStage<String> filtersWithSlowLog() {
        return slow.call(onLoop, "request");
    }

    /** As {@link #filters}, off the event loop, where the time is asked of the operating system. */
    @Benchmark
    public CompletionStage<String> filtersOffTheLoop() {
        return quiet.call(elsewhere, "request");
    }

    /** With spans that are nothing but ids. */
    @Benchmark
    public CompletionStage<String> filtersWithIds() {
        return traced.call(onLoop, "request");
    }

    /** The clock of an event loop: on its own thread, the time at which its turn began. */
    private static final class Turn implements Timer {
        private final Thread loop = Thread.currentThread();
        private long now = System.nanoTime();

        @Override
        public long nanoTime() {
            return Thread.currentThread() == loop ? now : System.nanoTime();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            return Timer.shared().schedule(delay, task);
        }
    }
}
