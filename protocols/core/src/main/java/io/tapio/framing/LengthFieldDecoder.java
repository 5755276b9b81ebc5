package io.tapio.framing;

import io.tapio.protocol.Decoder;
import java.nio.ByteBuffer;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Frames behind a length field. */
final class LengthFieldDecoder implements Decoder<ByteString> {
    private final LengthField field;

    LengthFieldDecoder(LengthField field) {
        this.field = field;
    }

    @Override
    public @Nullable ByteString decode(ByteBuffer in) {
        if (in.remaining() < field.header()) {
            return null;
        }
        int start = in.arrayOffset() + in.position();
        int payload = field.payload(in.array(), start + field.offset());
        if (in.remaining() - field.header() < payload) {
            return null;
        }
        int length = field.header() + payload;
        ByteString frame = ByteString.fromArray(in.array(), start + field.skip(), length - field.skip());
        in.position(in.position() + length);
        return frame;
    }
}
