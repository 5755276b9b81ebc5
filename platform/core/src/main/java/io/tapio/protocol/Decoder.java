package io.tapio.protocol;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;
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
    /** Bytes are copied below this size. */
    int BY_REFERENCE = 4096;

    /**
     * The next frame, or null if there are not enough bytes yet, which is not an error.
     *
     * <p>{@code in} is a heap buffer with its array at hand. What lies before its position after the call is gone; the
     * rest is there again, at the position, with more behind it, at the next call. Nobody writes over what was taken,
     * so a frame may keep that part of the array; {@link #take} does it where it pays.
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

    /**
     * True if it has taken bytes of a frame that has not come whole. A decoder that leaves an unfinished frame in the
     * buffer need not say so. How long a peer may take over a frame counts while this is true.
     */
    default boolean isInFrame() {
        return false;
    }

    /**
     * Takes the next bytes of {@code in}: by reference where they are most of the array, which lives as long as they do
     * then; else as a copy.
     */
    static ByteString take(ByteBuffer in, int size) {
        if (size >= BY_REFERENCE && size >= in.array().length / 2) {
            int at = in.arrayOffset() + in.position();
            in.position(in.position() + size);
            return ByteString.fromArrayUnsafe(in.array(), at, size);
        }
        byte[] copy = new byte[size];
        in.get(copy);
        return ByteString.fromArrayUnsafe(copy);
    }
}
