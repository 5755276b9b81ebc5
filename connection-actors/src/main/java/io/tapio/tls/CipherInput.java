package io.tapio.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The peer's bytes on their way to the engine, which gets them in whole records. Of an unfinished one it keeps what has
 * come, and takes no memory for what was only announced; without one it keeps nothing. Not thread-safe.
 *
 * <pre>
 *   type (1)  version (2)  length (2)  what is encrypted (length)
 * </pre>
 */
final class CipherInput {
    /** The most that a record can have behind its header: 16 KiB, and what TLS 1.2 allows encryption to add. */
    static final int LARGEST = (1 << 14) + 2048;

    static final int HEADER = 5;
    static final int LARGEST_RECORD = HEADER + LARGEST;

    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    private static final int HANDSHAKE = 22;
    private static final int MAJOR = 3;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private boolean first = true;

    void add(ByteString chunk) {
        int size = end - start;
        int needed = size + chunk.size();
        if (needed > bytes.length) {
            // a record that comes in crumbs is moved as often as a list that doubles
            byte[] larger = new byte[size == 0 ? needed : Math.max(needed, 2 * size)];
            System.arraycopy(bytes, start, larger, 0, size);
            bytes = larger;
            start = 0;
            end = size;
        } else if (end + chunk.size() > bytes.length) {
            System.arraycopy(bytes, start, bytes, 0, size);
            start = 0;
            end = size;
        }
        chunk.copyToArray(bytes, end, chunk.size());
        end += chunk.size();
    }

    boolean isEmpty() {
        return start == end;
    }

    /**
     * The next record, or null if it has not come whole. The engine may write over it.
     *
     * @throws BadRecord if it cannot be one
     */
    @Nullable
    ByteBuffer record() {
        int size = end - start;
        if (size == 0) {
            return null;
        }
        int type = bytes[start];
        if (type < FIRST_TYPE || type > LAST_TYPE || size > 1 && bytes[start + 1] != MAJOR) {
            throw first ? BadRecord.notTls(bytes, start, end) : BadRecord.header();
        }
        if (size < HEADER) {
            return null;
        }
        int length = (bytes[start + 3] & 0xFF) << 8 | bytes[start + 4] & 0xFF;
        if (length > LARGEST) {
            throw BadRecord.tooLong(length, LARGEST);
        }
        return size < HEADER + length ? null : ByteBuffer.wrap(bytes, start, HEADER + length);
    }

    /** Whether the next record, which is there, says openly that it belongs to a handshake. */
    boolean isHandshake() {
        return bytes[start] == HANDSHAKE;
    }

    /** Takes what was used of a record; the memory goes with the last, or is cut down to what is left of it. */
    void use(int count) {
        start += count;
        first = false;
        if (start == end) {
            bytes = NOTHING;
            start = 0;
            end = 0;
        }
    }

    /** Lets go of what is not needed for the bytes that are left. */
    void trim() {
        if (end - start < bytes.length / 2) {
            bytes = Arrays.copyOfRange(bytes, start, end);
            end -= start;
            start = 0;
        }
    }
}
