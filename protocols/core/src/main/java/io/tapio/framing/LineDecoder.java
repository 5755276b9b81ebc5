package io.tapio.framing;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of text; remembers how far behind the position it has looked for the end of one. */
class LineDecoder implements Decoder<String> {
    private final int maxBytes;
    private int looked;

    LineDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public @Nullable String decode(ByteBuffer in) {
        byte[] bytes = in.array();
        int start = in.arrayOffset() + in.position();
        int length = in.remaining();
        while (looked < length && bytes[start + looked] != '\n') {
            looked++;
        }
        boolean ended = looked < length;
        if (textLength(bytes, start, looked) > maxBytes) {
            throw Framing.tooLarge("a line", looked, maxBytes, "tapio.framing.max-line-bytes");
        }
        return ended ? take(in, looked, 1) : null;
    }

    final String take(ByteBuffer in, int length, int end) {
        int start = in.arrayOffset() + in.position();
        int text = textLength(in.array(), start, length);
        String line = new String(in.array(), start, text, StandardCharsets.UTF_8);
        in.position(in.position() + length + end);
        looked = 0;
        return line;
    }

    /** The length without a CR at the end; while the line goes on, a last CR may still turn out to be its end. */
    private static int textLength(byte[] bytes, int start, int length) {
        return length > 0 && bytes[start + length - 1] == '\r' ? length - 1 : length;
    }
}
