package io.tapio.wire;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Fields by name, each with its lengths before it, so that whoever does not know one can pass it over.
 *
 * <pre>
 *   length of the name (2)  length of the value (4)  name (UTF-8)  value
 * </pre>
 */
final class Fields {
    private static final int LONGEST_NAME = 0xFFFF;

    private Fields() {}

    static ByteString write(Map<String, ByteString> fields) {
        ByteStringBuilder out = new ByteStringBuilder();
        fields.forEach((name, value) -> {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            if (text.length > LONGEST_NAME) {
                throw new IllegalArgumentException(
                        "a field's name has " + text.length + " bytes, and can have " + LONGEST_NAME);
            }
            ByteBuffer lengths = ByteBuffer.allocate(Short.BYTES + Integer.BYTES);
            lengths.putShort((short) text.length).putInt(value.size()).flip();
            out.putBytes(lengths.array()).putBytes(text).append(value);
        });
        return out.result();
    }

    static Map<String, ByteString> read(ByteString bytes) {
        Map<String, ByteString> fields = new LinkedHashMap<>();
        ByteBuffer in = bytes.asByteBuffer();
        try {
            while (in.hasRemaining()) {
                int name = Short.toUnsignedInt(in.getShort());
                int value = in.getInt();
                fields.put(take(in, name).utf8String(), take(in, value));
            }
        } catch (BufferUnderflowException cutOff) {
            throw corrupt();
        }
        return fields;
    }

    private static ByteString take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw corrupt();
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return ByteString.fromArrayUnsafe(taken);
    }

    private static Failure corrupt() {
        return Failure.at(Where.DECODE, Processed.NO, "a field is longer than what has come of it");
    }
}
