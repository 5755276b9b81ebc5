package io.tapio.framing;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Frames of one length. */
final class FixedDecoder implements Decoder<ByteString> {
    private final int bytes;

    FixedDecoder(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a frame has at least one byte, not " + bytes);
        }
        this.bytes = bytes;
    }

    @Override
    public @Nullable ByteString decode(ByteBuffer in) {
        if (in.remaining() < bytes) {
            return null;
        }
        ByteString frame = ByteString.fromArray(in.array(), in.arrayOffset() + in.position(), bytes);
        in.position(in.position() + bytes);
        return frame;
    }
}
