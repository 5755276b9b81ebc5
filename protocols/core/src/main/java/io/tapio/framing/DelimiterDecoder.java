package io.tapio.framing;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Frames up to a delimiter; remembers how far behind the position it has looked. */
final class DelimiterDecoder implements Decoder<ByteString> {
    private final byte[] delimiter;
    private final int maxBytes;
    private int looked;

    DelimiterDecoder(byte[] delimiter, int maxBytes) {
        if (delimiter.length == 0) {
            throw new IllegalArgumentException("a delimiter has at least one byte");
        }
        this.delimiter = delimiter;
        this.maxBytes = maxBytes;
    }

    @Override
    public @Nullable ByteString decode(ByteBuffer in) {
        int length = find(in);
        if (Math.max(length, looked) > maxBytes) {
            throw Framing.tooLarge(
                    "a delimited frame", Math.max(length, in.remaining()), maxBytes, "tapio.framing.max-line-bytes");
        }
        if (length < 0) {
            return null;
        }
        ByteString frame = ByteString.fromArray(in.array(), in.arrayOffset() + in.position(), length);
        in.position(in.position() + length + delimiter.length);
        looked = 0;
        return frame;
    }

    /** The length of the frame, or -1; the work for a frame of n bytes is at most n times the delimiter's length. */
    private int find(ByteBuffer in) {
        byte[] bytes = in.array();
        int start = in.arrayOffset() + in.position();
        int last = in.remaining() - delimiter.length;
        for (; looked <= last; looked++) {
            if (matches(bytes, start + looked)) {
                return looked;
            }
        }
        return -1;
    }

    private boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (bytes[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }
}
