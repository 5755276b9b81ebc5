package io.tapio.samples.benchmarks;

import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.protocol.Output;
import io.tapio.protocol.ServerProtocol;
import java.net.InetSocketAddress;
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

/** Multiplexed calls, decode, dispatch, encode, over a stream in memory; a score is the time of one call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MultiplexBenchmark {
    private static final int READS = 10_000;
    private static final int BATCH = 64;

    private final ActorSystem system = ActorSystem.create("benchmark");
    private final ConnectionInfo peer = new Peer(new InetSocketAddress(1), new InetSocketAddress(2));
    private final ServerProtocol<byte[], byte[]> protocol = Multiplex.server(Calls.CODEC);

    @Benchmark
    @OperationsPerInvocation(READS)
    public Done oneInARead() throws ExecutionException, InterruptedException {
        return serve(read(1));
    }

    @Benchmark
    @OperationsPerInvocation(READS * BATCH)
    public Done batchInARead() throws ExecutionException, InterruptedException {
        return serve(read(BATCH));
    }

    private Done serve(ByteString read) throws ExecutionException, InterruptedException {
        return Source.repeat(read)
                .take(READS)
                .via(protocol.serve(peer, Calls.ECHO))
                .runWith(Sink.ignore(), system)
                .toCompletableFuture()
                .get();
    }

    /** Requests look as replies do. */
    private static ByteString read(int calls) {
        Output out = new Output(Integer.MAX_VALUE);
        for (int id = 0; id < calls; id++) {
            Calls.CODEC.encoder().get().encode(new Message.Reply<>(id, new byte[32]), out);
        }
        return out.take().compact();
    }

    @TearDown
    public void end() throws ExecutionException, InterruptedException {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get();
    }
}
