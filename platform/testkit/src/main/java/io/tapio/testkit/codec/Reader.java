package io.tapio.testkit.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a decoder as the seam allows it, in the least friendly way: each time in another array, at another offset, with
 * other bytes around; and what it has not taken is wiped.
 */
final class Reader<F> {
    private static final byte NOISE = '\n';
    private static final int MARGIN = 3;
    private static final int MOST_FRAMES = 100_000;

    private final Decoder<F> decoder;
    private final List<F> frames = new ArrayList<>();
    private byte[] unread = new byte[0];
    private int offset;

    Reader(Decoder<F> decoder) {
        this.decoder = decoder;
    }

    /** All frames so far. */
    List<F> frames() {
        return frames;
    }

    /** The bytes that are in no frame yet. */
    int unread() {
        return unread.length;
    }

    /** Whether a frame has begun and is not whole. */
    boolean isInFrame() {
        return unread.length > 0 || decoder.isInFrame();
    }

    /** Reads the bytes from {@code from} to {@code to}, after those before, as far as they go. */
    void feed(byte[] bytes, int from, int to) {
        int kept = unread.length;
        unread = Arrays.copyOf(unread, kept + to - from);
        System.arraycopy(bytes, from, unread, kept, to - from);
        while (step(false)) {}
    }

    /** Reads what the end of the stream makes of the rest. */
    void end() {
        while (step(true)) {}
    }

    private boolean step(boolean atEnd) {
        offset = (offset + 1) % MARGIN;
        byte[] array = new byte[offset + unread.length + MARGIN];
        Arrays.fill(array, NOISE);
        System.arraycopy(unread, 0, array, offset, unread.length);
        // a slice has an array offset, and the position may stand anywhere
        ByteBuffer in = offset == 0
                ? ByteBuffer.wrap(array)
                : ByteBuffer.wrap(array, 1, array.length - 1).slice();
        in.position(offset == 0 ? 0 : offset - 1).limit(in.position() + unread.length);
        int start = in.position();
        int limit = in.limit();

        F frame = read(in, atEnd);

        int consumed = in.position() - start;
        assertThat(in.limit()).as("the limit, which is the caller's").isEqualTo(limit);
        assertThat(consumed).as("the bytes that were taken").isBetween(0, unread.length);
        int taken = in.arrayOffset() + start;
        Arrays.fill(array, 0, taken, NOISE);
        Arrays.fill(array, taken + consumed, array.length, NOISE);
        unread = Arrays.copyOfRange(unread, consumed, unread.length);
        if (frame != null) {
            frames.add(frame);
            assertThat(frames.size()).as("frames, which have no end").isLessThan(MOST_FRAMES);
        }
        return frame != null;
    }

    private @Nullable F read(ByteBuffer in, boolean atEnd) {
        return atEnd ? decoder.decodeEof(in) : decoder.decode(in);
    }
}
