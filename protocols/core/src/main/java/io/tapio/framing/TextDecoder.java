package io.tapio.framing;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lines of which the last may end with the stream. */
final class TextDecoder extends LineDecoder {
    TextDecoder(int maxBytes) {
        super(maxBytes);
    }

    @Override
    public @Nullable String decodeEof(ByteBuffer in) {
        String line = decode(in);
        return line == null && in.hasRemaining() ? take(in, in.remaining(), 0) : line;
    }
}
