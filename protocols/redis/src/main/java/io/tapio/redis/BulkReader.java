package io.tapio.redis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one bulk after another: consumes what comes, and holds no more than twice what came. */
final class BulkReader {
    private static final byte[] EMPTY = new byte[0];
    private static final int ENDING = 2;

    private int length = -1;
    private byte[] bytes = EMPTY;
    private int filled;

    /** True from {@link #open} until the bulk is whole. */
    boolean isOpen() {
        return length >= 0;
    }

    void open(int length) {
        this.length = length;
    }

    /** The bulk, once it and the two bytes behind it are there; they are taken with it, whatever they are. */
    byte @Nullable [] read(ByteBuffer in) {
        if (filled == 0 && in.remaining() - ENDING >= length) {
            byte[] whole = length == 0 ? EMPTY : new byte[length];
            in.get(whole);
            return finish(in, whole);
        }
        int more = Math.min(length - filled, in.remaining());
        if (filled + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, Math.max(filled + more, 2L * bytes.length)));
        }
        in.get(bytes, filled, more);
        filled += more;
        return filled == length && in.remaining() >= ENDING ? finish(in, bytes) : null;
    }

    private byte[] finish(ByteBuffer in, byte[] whole) {
        in.position(in.position() + ENDING);
        length = -1;
        filled = 0;
        bytes = EMPTY;
        return whole;
    }
}
