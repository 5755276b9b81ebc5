package io.tapio.samples.benchmarks;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.service.Service;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * A pipelined protocol of bodies behind their lengths, as HTTP has them; a chunk is what has come.
 *
 * <pre>
 *    ◀─ 8 ──▶◀─ length ─▶
 *   ┌────────┬───────────┐
 *   │ length │   bytes   │
 *   └────────┴───────────┘
 * </pre>
 */
final class BodyBytes implements Decoder<Part<Long, ByteString>>, Encoder<Part<Long, ByteString>> {
    static final Codec<Part<Long, ByteString>, Part<Long, ByteString>> CODEC =
            new Codec<>(BodyBytes::new, BodyBytes::new);

    /** Sends each body back. */
    static final Service<Streamed<Long, ByteString>, Streamed<Long, ByteString>> ECHO =
            (context, request) -> CompletableFuture.completedFuture(request);

    private boolean inBody;
    private long left;

    private BodyBytes() {}

    @Override
    public @Nullable Part<Long, ByteString> decode(ByteBuffer in) {
        if (!inBody) {
            return in.remaining() < Long.BYTES ? null : begin(in.getLong());
        }
        if (left == 0) {
            inBody = false;
            return new Part.End<>();
        }
        if (!in.hasRemaining()) {
            return null;
        }
        ByteString chunk = Decoder.take(in, (int) Math.min(left, in.remaining()));
        left -= chunk.size();
        return new Part.Chunk<>(chunk);
    }

    private Part<Long, ByteString> begin(long length) {
        if (length < 0) {
            throw Failure.at(Where.DECODE, Processed.NO, "a body of " + length + " bytes");
        }
        inBody = length > 0;
        left = length;
        return new Part.Head<>(length, inBody);
    }

    @Override
    public void encode(Part<Long, ByteString> part, Output out) {
        if (part instanceof Part.Head<Long, ByteString> head) {
            out.writeLong(head.head());
        } else if (part instanceof Part.Chunk<Long, ByteString> chunk) {
            out.append(chunk.chunk());
        } else if (part instanceof Part.Broken<Long, ByteString> broken) {
            throw broken.why();
        }
    }
}
