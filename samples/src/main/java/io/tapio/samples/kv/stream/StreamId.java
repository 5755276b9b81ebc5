package io.tapio.samples.kv.stream;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Refused;
import java.nio.charset.StandardCharsets;

/**
 * The id of an entry: two numbers without signs.
 *
 * @param millis a time since 1970, by custom
 * @param sequence tells entries of the same time apart
 */
record StreamId(long millis, long sequence) implements Comparable<StreamId> {
    static final StreamId MIN = new StreamId(0, 0);
    static final StreamId MAX = new StreamId(-1, -1);

    static final Refused INVALID = new Refused("ERR Invalid stream ID specified as stream command argument");

    /** @param missing the second number, where only one is written */
    static StreamId parse(byte[] text, long missing) {
        String id = new String(text, StandardCharsets.ISO_8859_1);
        int dash = id.indexOf('-');
        return dash < 0
                ? new StreamId(number(id), missing)
                : new StreamId(number(id.substring(0, dash)), number(id.substring(dash + 1)));
    }

    static long number(String digits) {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException notANumber) {
            throw INVALID;
        }
    }

    /** The lowest that is higher; there is none for {@link #MAX}. */
    StreamId next() {
        return new StreamId(sequence == -1 ? millis + 1 : millis, sequence + 1);
    }

    /** The highest that is lower; there is none for {@link #MIN}. */
    StreamId previous() {
        return new StreamId(sequence == 0 ? millis - 1 : millis, sequence - 1);
    }

    boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(StreamId other) {
        int way = Long.compareUnsigned(millis, other.millis);
        return way == 0 ? Long.compareUnsigned(sequence, other.sequence) : way;
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }

    Reply reply() {
        return Reply.Bulk.of(toString());
    }
}
