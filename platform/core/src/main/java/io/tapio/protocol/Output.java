package io.tapio.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way out: a growing buffer, and payloads appended by reference. Holds no memory while it is empty. Not
 * thread-safe.
 */
public final class Output {
    private static final VarHandle SHORTS = bigEndian(short[].class);
    private static final VarHandle INTS = bigEndian(int[].class);
    private static final VarHandle LONGS = bigEndian(long[].class);
    private static final byte[] NOTHING = new byte[0];
    private static final int MIN_BUFFER = 64;

    /** A payload from this size on is passed by reference, below it is copied. */
    private static final int BY_REFERENCE = 4096;

    private final int window;
    private byte[] buffer = NOTHING;
    private int start;
    private int end;
    private int expected = MIN_BUFFER;
    private @Nullable ByteString before;

    /** @param window the size in bytes from which on the output {@link #isFull() is full} */
    public Output(int window) {
        this.window = window;
    }

    /** The bytes that wait. */
    public int size() {
        return (before == null ? 0 : before.size()) + end - start;
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** True if the write window is used up; more can be written, but should not be. */
    public boolean isFull() {
        return size() >= window;
    }

    public Output writeByte(int value) {
        ensure(1);
        buffer[end++] = (byte) value;
        return this;
    }

    /** Two bytes, big-endian. */
    public Output writeShort(int value) {
        ensure(Short.BYTES);
        SHORTS.set(buffer, end, (short) value);
        end += Short.BYTES;
        return this;
    }

    /** Four bytes, big-endian. */
    public Output writeInt(int value) {
        ensure(Integer.BYTES);
        INTS.set(buffer, end, value);
        end += Integer.BYTES;
        return this;
    }

    /** Eight bytes, big-endian. */
    public Output writeLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(buffer, end, value);
        end += Long.BYTES;
        return this;
    }

    public Output write(byte[] bytes) {
        return write(bytes, 0, bytes.length);
    }

    /** Copies the bytes, which stay the caller's. */
    public Output write(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
        return this;
    }

    /** Copies the text; every character must be below 128. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is the one way to copy ASCII without a temporary
    public Output writeAscii(String text) {
        ensure(text.length());
        text.getBytes(0, text.length(), buffer, end);
        end += text.length();
        return this;
    }

    public Output writeUtf8(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The number in decimal digits. */
    public Output writeDecimal(long value) {
        if (value >= 0 && value < 10) {
            return writeByte('0' + (int) value);
        }
        return writeAscii(Long.toString(value));
    }

    /** The payload: copied if it is small, by reference if it is large. */
    public Output append(ByteString payload) {
        if (payload.size() >= BY_REFERENCE) {
            return reference(payload);
        }
        ensure(payload.size());
        payload.copyToArray(buffer, end, payload.size());
        end += payload.size();
        return this;
    }

    /** The payload: copied if it is small, by reference if it is large; the array must not change any more. */
    public Output append(byte[] payload) {
        return payload.length >= BY_REFERENCE ? reference(ByteString.fromArrayUnsafe(payload)) : write(payload);
    }

    /** Hands over everything that waits; the output is empty after it, and may be written again. */
    public ByteString take() {
        ByteString written = written();
        expected = Math.max(MIN_BUFFER, Math.min(written.size(), window));
        ByteString all = before == null ? written : before.concat(written);
        before = null;
        buffer = NOTHING;
        start = 0;
        end = 0;
        return all;
    }

    private Output reference(ByteString payload) {
        before = (before == null ? written() : before.concat(written())).concat(payload);
        start = end;
        return this;
    }

    private ByteString written() {
        return start == end ? ByteString.emptyByteString() : ByteString.fromArrayUnsafe(buffer, start, end - start);
    }

    /** Numbers in an array of bytes, written at once wherever they lie. */
    private static VarHandle bigEndian(Class<?> numbers) {
        return MethodHandles.byteArrayViewVarHandle(numbers, ByteOrder.BIG_ENDIAN);
    }

    private void ensure(int more) {
        if (end + more > buffer.length) {
            int size = Math.max(end - start + more, Math.max(expected, 2 * (end - start)));
            // what was handed over by reference stays in the old array: only the bytes since then move
            byte[] larger = new byte[size];
            System.arraycopy(buffer, start, larger, 0, end - start);
            buffer = larger;
            end -= start;
            start = 0;
        }
    }
}
