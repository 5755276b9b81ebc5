package io.tapio.testkit.codec;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Output;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A codec as it should be: a length of two bytes, and that many of ASCII. */
class LengthPrefixed implements Decoder<String> {
    static final int LIMIT = 40_000;

    @Override
    public String decode(ByteBuffer in) {
        if (in.remaining() < Short.BYTES) {
            return null;
        }
        int length = in.getShort(in.position()) & 0xffff;
        if (length > LIMIT) {
            throw Failure.at(Where.DECODE, Processed.NO, length + " bytes are more than " + LIMIT);
        }
        if (in.remaining() < Short.BYTES + length) {
            return null;
        }
        int start = in.position() + Short.BYTES;
        in.position(start + length);
        return new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.ISO_8859_1);
    }

    static void encode(String frame, Output out) {
        out.writeShort(frame.length()).write(frame.getBytes(StandardCharsets.ISO_8859_1));
    }
}
