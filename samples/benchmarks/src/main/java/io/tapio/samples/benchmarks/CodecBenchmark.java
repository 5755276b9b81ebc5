package io.tapio.samples.benchmarks;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Redis' commands in and replies out; a score is the time of one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private final Decoder<Command> decoder =
            Redis.serverCodec(RedisSettings.defaults()).decoder().get();
    private final Encoder<Reply> encoder =
            Redis.serverCodec(RedisSettings.defaults()).encoder().get();
    private final ByteBuffer one = ByteBuffer.wrap(Requests.get());
    private final ByteBuffer batch = ByteBuffer.wrap(Requests.batch());
    private final Output output = new Output(64 * 1024);
    private final Reply reply = Reply.Bulk.of("xxx");

    @Benchmark
    public @Nullable Command decodeOne() {
        return decoder.decode(one.rewind());
    }

    @Benchmark
    @OperationsPerInvocation(Requests.BATCH)
    public void decodeBatch(Blackhole hole) {
        batch.rewind();
        for (Command command = decoder.decode(batch); command != null; command = decoder.decode(batch)) {
            hole.consume(command);
        }
    }

    @Benchmark
    public ByteString encodeOne() {
        encoder.encode(reply, output);
        return output.take();
    }

    @Benchmark
    @OperationsPerInvocation(Requests.BATCH)
    public ByteString encodeBatch() {
        for (int i = 0; i < Requests.BATCH; i++) {
            encoder.encode(reply, output);
        }
        return output.take();
    }
}
