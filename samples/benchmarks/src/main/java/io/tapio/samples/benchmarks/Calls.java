package io.tapio.samples.benchmarks;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.service.Service;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A multiplexed protocol that has as little as one can have, the same for requests and replies.
 *
 * <pre>
 *    ◀─ 4 ──▶◀─ 8 ─▶◀─ length − 8 ─▶
 *   ┌────────┬──────┬───────────────┐
 *   │ length │  id  │     body      │
 *   └────────┴──────┴───────────────┘
 * </pre>
 */
final class Calls implements Decoder<Message<byte[]>>, Encoder<Message<byte[]>> {
    static final Codec<Message<byte[]>, Message<byte[]>> CODEC = new Codec<>(Calls::new, Calls::new);

    static final Service<byte[], byte[]> ECHO = (context, body) -> CompletableFuture.completedFuture(body);

    private static final int LONGEST = 1 << 20;

    private Calls() {}

    @Override
    public @Nullable Message<byte[]> decode(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return null;
        }
        int length = in.getInt(in.position());
        if (length < Long.BYTES || length > LONGEST) {
            throw Failure.at(Where.DECODE, Processed.NO, "a call of " + length + " bytes");
        }
        if (in.remaining() < Integer.BYTES + length) {
            return null;
        }
        byte[] body = new byte[length - Long.BYTES];
        in.getInt();
        long id = in.getLong();
        in.get(body);
        return new Message.Request<>(id, body);
    }

    @Override
    public void encode(Message<byte[]> message, Output out) {
        if (!(message instanceof Message.Reply<byte[]> reply)) {
            throw Failure.at(Where.WRITE, Processed.NO, "only replies are sent");
        }
        out.writeInt(Long.BYTES + reply.body().length).writeLong(reply.id()).write(reply.body());
    }
}
