package io.tapio.samples.benchmarks;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Redis' whole graph, decode, dispatch, encode, over a stream in memory; a score is the time of one request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DispatchBenchmark {
    private static final int READS = 10_000;
    private static final Reply REPLY = Reply.Bulk.of("xxx");

    private final ActorSystem system = ActorSystem.create("benchmark");
    private final ConnectionInfo peer = new Peer(new InetSocketAddress(1), new InetSocketAddress(2));
    private final Service<Command, Reply> service = (context, command) -> CompletableFuture.completedFuture(REPLY);

    @Benchmark
    @OperationsPerInvocation(READS)
    public Done oneInARead() throws ExecutionException, InterruptedException {
        return serve(Requests.get());
    }

    @Benchmark
    @OperationsPerInvocation(READS * Requests.BATCH)
    public Done batchInARead() throws ExecutionException, InterruptedException {
        return serve(Requests.batch());
    }

    private Done serve(byte[] read) throws ExecutionException, InterruptedException {
        return Source.repeat(ByteString.fromArrayUnsafe(read))
                .take(READS)
                .via(Redis.server(RedisSettings.defaults()).serve(peer, service))
                .runWith(Sink.ignore(), system)
                .toCompletableFuture()
                .get();
    }

    @TearDown
    public void end() throws ExecutionException, InterruptedException {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get();
    }
}
