package io.tapio.protocol;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts bytes into frames, on one connection; not thread-safe.
 *
 * <p>The laws, which the testkit checks: the frames do not depend on how the bytes were split; the work for n bytes is
 * O(n) however they are split (a decoder remembers how far it has looked); a limit is checked before memory is taken
 * for what it limits; nothing recurses deeper than a limit.
 */
@FunctionalInterface
public interface Decoder<F> {
    /**
     * The next frame, or null if there are not enough bytes yet, which is not an error.
     *
     * <p>{@code in} is a heap buffer with its array at hand. What lies before its position after the call is gone; the
     * rest is there again, at the position, with more behind it, at the next call. The bytes are the caller's: a frame
     * copies what it keeps.
     *
     * @throws Failure at {@link Where#DECODE} if the stream is corrupt, which ends this connection
     */
    @Nullable
    F decode(ByteBuffer in);

    /**
     * As {@link #decode}, when no more bytes will come; called until it returns null, also with no bytes left, so that
     * it may give closing frames. By default bytes that are left are an unfinished frame: a failure at
     * {@link Where#CLOSED}.
     */
    default @Nullable F decodeEof(ByteBuffer in) {
        F frame = decode(in);
        if (frame == null && in.hasRemaining()) {
            throw Failure.at(
                    Where.CLOSED,
                    Processed.MAYBE,
                    "the peer closed inside a frame, after " + in.remaining() + " bytes");
        }
        return frame;
    }
}
