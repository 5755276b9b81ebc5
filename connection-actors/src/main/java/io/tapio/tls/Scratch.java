package io.tapio.tls;

import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;

/**
 * What engines write to and read from: once for each thread, so that a connection holds no buffers. Belongs to whoever
 * has it until that returns; the next one begins with it empty.
 */
final class Scratch {
    /** What is gathered before it is handed on. */
    static final int WINDOW = 64 * 1024;

    /** What one record of plain bytes may have. */
    static final int RECORD = 16 * 1024;

    /** Room that an engine wants to see for one record, whatever it then needs of it. */
    private static final int MARGIN = 34 * 1024;

    private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

    /** Plain bytes for one record. */
    final ByteBuffer plain = ByteBuffer.allocate(RECORD);

    /** Records on their way to the peer. */
    final ByteBuffer sealed = ByteBuffer.allocate(WINDOW + MARGIN);

    /** Plain bytes on their way to the protocol. */
    final ByteBuffer opened = ByteBuffer.allocate(WINDOW + MARGIN);

    private Scratch() {}

    /** This thread's, as it is. */
    static Scratch mine() {
        return MINE.get();
    }

    static Scratch empty() {
        Scratch scratch = mine();
        scratch.sealed.clear();
        scratch.opened.clear();
        return scratch;
    }

    boolean hasRoomToSeal() {
        return sealed.position() < WINDOW;
    }

    boolean hasRoomToOpen() {
        return opened.position() < WINDOW;
    }

    /** A copy of what is in the buffer, in its exact size; the buffer is empty after it. */
    static ByteString take(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes).clear();
        return ByteString.fromArrayUnsafe(bytes);
    }
}
