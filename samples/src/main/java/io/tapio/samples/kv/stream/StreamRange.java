package io.tapio.samples.kv.stream;

import io.tapio.samples.kv.command.Refused;
import java.util.Arrays;

/** Ids from the first to the last one, both included. */
record StreamRange(StreamId first, StreamId last) {
    /** {@code -}, {@code +}, an id, or an id behind a parenthesis, which is not meant itself. */
    static StreamRange parse(byte[] from, byte[] to) {
        StreamId first = bound(from, 0);
        if (isOpen(from)) {
            first = refusedAt(first, StreamId.MAX, "start").next();
        }
        StreamId last = bound(to, -1);
        if (isOpen(to)) {
            last = refusedAt(last, StreamId.MIN, "end").previous();
        }
        return new StreamRange(first, last);
    }

    boolean isEmpty() {
        return first.isAfter(last);
    }

    private static StreamId bound(byte[] text, long missing) {
        if (text.length == 1 && (text[0] == '-' || text[0] == '+')) {
            return text[0] == '-' ? StreamId.MIN : StreamId.MAX;
        }
        return StreamId.parse(isOpen(text) ? Arrays.copyOfRange(text, 1, text.length) : text, missing);
    }

    private static boolean isOpen(byte[] text) {
        return text.length > 0 && text[0] == '(';
    }

    private static StreamId refusedAt(StreamId id, StreamId edge, String which) {
        if (id.equals(edge)) {
            throw new Refused("ERR invalid " + which + " ID for the interval");
        }
        return id;
    }
}
