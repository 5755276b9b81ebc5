package io.tapio.samples.benchmarks;

import com.typesafe.config.ConfigFactory;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.stack.Parts;
import io.tapio.stack.StandardStack;
import io.tapio.tracing.Tracer;
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
 * The standard stacks around a service, as a connection calls them: its calls share a cancellation, and its thread has
 * cells of its own for numbers. A score is the time of one call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=io.tapio.samples.benchmarks.CountingThreads"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StackBenchmark {
    private static final Parts PARTS =
            new Parts(ConfigFactory.load(), "benchmark", CountingThreads.STATS, Tracer.none());

    private final Context context = Context.root().withCancellation(new CancellationSource());
    private final CompletionStage<String> answer = CompletableFuture.completedFuture("done");
    private final Service<String, String> atOnce = (same, request) -> answer;
    private final Service<String, String> server = StandardStack.server(PARTS).around(atOnce);
    private final Service<String, String> client = StandardStack.client(PARTS).around(atOnce);
    private CompletableFuture<String> pending = new CompletableFuture<>();
    private final Service<String, String> later = (same, request) -> {
        pending = new CompletableFuture<>();
        return pending;
    };
    private final Service<String, String> serverLater =
            StandardStack.server(PARTS).around(later);

    @Benchmark
    public CompletionStage<String> noStack() {
        return atOnce.call(context, "request");
    }

    @Benchmark
    public CompletionStage<String> serverAtOnce() {
        return server.call(context, "request");
    }

    @Benchmark
    public CompletionStage<String> clientAtOnce() {
        return client.call(context, "request");
    }

    @Benchmark
    public CompletionStage<String> noStackLater() {
        CompletionStage<String> called = later.call(context, "request");
        pending.complete("done");
        return called;
    }

    @Benchmark
    public CompletionStage<String> serverLater() {
        CompletionStage<String> called = serverLater.call(context, "request");
        pending.complete("done");
        return called;
    }
}
