package io.tapio.redis;

import io.tapio.protocol.Output;

/** Writes the parts that commands and replies share, without making strings of numbers. Belongs to one encoder. */
final class Wire {
    private static final int DIGITS = 20;

    private final byte[] scratch = new byte[DIGITS + 3];

    Wire() {
        scratch[DIGITS + 1] = '\r';
        scratch[DIGITS + 2] = '\n';
    }

    /** {@code <type><value> CR LF}. */
    void number(char type, long value, Output out) {
        if (value == Long.MIN_VALUE) {
            out.writeByte(type).writeDecimal(value);
            end(out);
            return;
        }
        int at = DIGITS + 1;
        long rest = Math.abs(value);
        do {
            scratch[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (value < 0) {
            scratch[--at] = '-';
        }
        scratch[--at] = (byte) type;
        out.write(scratch, at, scratch.length - at);
    }

    /** {@code $length CR LF bytes CR LF}; many bytes are passed by reference. */
    void bulk(byte[] bytes, Output out) {
        number('$', bytes.length, out);
        out.append(bytes);
        end(out);
    }

    /** {@code =length CR LF format:bytes CR LF}; many bytes are passed by reference. */
    void verbatim(String format, byte[] bytes, Output out) {
        number('=', format.length() + 1 + bytes.length, out);
        out.writeAscii(format).writeByte(':').append(bytes);
        end(out);
    }

    /** {@code <type>text CR LF}. */
    void line(char type, String text, Output out) {
        out.writeByte(type).writeUtf8(text);
        end(out);
    }

    /** {@code $length CR LF text CR LF}; every character is below 128. */
    void bulk(String text, Output out) {
        number('$', text.length(), out);
        out.writeAscii(text);
        end(out);
    }

    private void end(Output out) {
        out.write(scratch, DIGITS + 1, 2);
    }
}
