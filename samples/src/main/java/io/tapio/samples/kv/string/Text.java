package io.tapio.samples.kv.string;

import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Value;

/**
 * A string. It does not change: a command puts another in its place, so that a reply, which may still be on its way
 * out, needs no copy. Public for families whose values are strings too, such as bits.
 *
 * @param bytes nobody changes them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Text(byte[] bytes) implements Value {
    /** The most bytes of a string that Redis keeps in one piece with its header. */
    private static final int MOST_EMBEDDED = 44;

    /** The string that the entry's value is; refused if it is none. */
    public static byte[] bytesOf(Entry entry) {
        if (entry.value() instanceof Text text) {
            return text.bytes();
        }
        throw Refused.WRONG_TYPE;
    }

    @Override
    public String type() {
        return "string";
    }

    @Override
    public String encoding() {
        if (Integers.isOne(bytes)) {
            return "int";
        }
        return bytes.length <= MOST_EMBEDDED ? "embstr" : "raw";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public Value copy() {
        return this;
    }
}
