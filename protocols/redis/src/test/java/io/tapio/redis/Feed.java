package io.tapio.redis;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Feeds a decoder as a connection does: what it leaves in the buffer is there again, with more behind it. */
final class Feed<F> {
    private final Decoder<F> decoder;
    private byte[] unread = new byte[0];
    final List<F> frames = new ArrayList<>();

    Feed(Decoder<F> decoder) {
        this.decoder = decoder;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    Feed<F> push(String text) {
        return push(bytes(text));
    }

    Feed<F> push(byte[] chunk) {
        // in the middle of a larger array, so that a decoder that forgets the offset fails
        byte[] all = new byte[3 + unread.length + chunk.length + 2];
        System.arraycopy(unread, 0, all, 3, unread.length);
        System.arraycopy(chunk, 0, all, 3 + unread.length, chunk.length);
        ByteBuffer in = ByteBuffer.wrap(all, 1, all.length - 1).slice();
        in.position(2).limit(all.length - 3);
        for (F frame = decoder.decode(in); frame != null; frame = decoder.decode(in)) {
            frames.add(frame);
        }
        unread = new byte[in.remaining()];
        in.get(unread);
        return this;
    }

    /** The bytes that wait in the buffer, not in the decoder. */
    int unread() {
        return unread.length;
    }

    void end() {
        F frame = decoder.decodeEof(ByteBuffer.wrap(unread));
        if (frame != null) {
            frames.add(frame);
        }
    }

    Feed<F> inPieces(byte[] bytes, int size) {
        for (int at = 0; at < bytes.length; at += size) {
            push(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return this;
    }

    Feed<F> inRandomPieces(byte[] bytes, Random random) {
        for (int at = 0; at < bytes.length; ) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(40));
            push(java.util.Arrays.copyOfRange(bytes, at, next));
            at = next;
        }
        return this;
    }
}
