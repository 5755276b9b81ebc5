package io.tapio.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a socket through a direct buffer that each thread has once, so that a connection holds none. What is
 * read is copied out at its exact size; what is written and not taken stays with the caller.
 */
final class SocketBytes {
    /** One read, and one write, at most. */
    static final int CHUNK = 64 * 1024;

    /** Bytes that one connection writes before others get their turn. */
    private static final int TURN = 16 * CHUNK;

    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK));

    private SocketBytes() {}

    /** What is there now, up to {@code max} bytes and possibly nothing; null if the peer has closed its side. */
    static @Nullable ByteString read(SocketChannel channel, int max) throws IOException {
        ByteBuffer buffer = BUFFER.get().clear().limit(Math.min(max, CHUNK));
        int count = channel.read(buffer);
        if (count < 0) {
            return null;
        }
        byte[] bytes = new byte[count];
        buffer.flip().get(bytes);
        return ByteString.fromArrayUnsafe(bytes);
    }

    /** Reads what is there and drops it; false if the peer has closed its side. */
    static boolean discard(SocketChannel channel) throws IOException {
        return channel.read(BUFFER.get().clear()) >= 0;
    }

    /** Writes as much as the socket takes, and returns the rest. */
    static ByteString write(SocketChannel channel, ByteString bytes) throws IOException {
        ByteBuffer buffer = BUFFER.get();
        ByteString rest = bytes;
        for (int written = 0; !rest.isEmpty() && written < TURN; ) {
            int copied = rest.copyToBuffer(buffer.clear());
            int count = channel.write(buffer.flip());
            rest = rest.drop(count);
            written += count;
            if (count < copied) {
                break;
            }
        }
        return rest;
    }
}
