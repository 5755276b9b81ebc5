package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.data.Glob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One step of SCAN, HSCAN and the like: they walk a list without gaps, as {@link io.tapio.samples.kv.data.IndexedMap}
 * has one, from its end to its start. The cursor is the number of items that are still to come, so that the server
 * remembers nothing of a walk.
 *
 * @param cursor where to go on; 0 is the end of the list
 * @param count how many places to look at
 * @param pattern what the names have to match
 * @param type the type that keys have to be of; empty for any
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Walk(long cursor, long count, byte[] pattern, String type) {
    private static final int COUNT = 10;
    private static final byte[] ANY = {'*'};
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+|");

    /** A cursor, as C reads numbers of 64 bits without a sign; one that we did not hand out walks what is there. */
    public static long cursor(Command command, int index) {
        String text = new String(command.arg(index), StandardCharsets.ISO_8859_1);
        if (!NUMBER.matcher(text).matches()) {
            throw Refused.NO_CURSOR;
        }
        try {
            boolean negative = text.startsWith("-");
            long cursor = text.isEmpty() ? 0 : Long.parseUnsignedLong(negative ? text.substring(1) : text);
            return cursor < 0 || (negative && cursor != 0) ? Long.MAX_VALUE : cursor;
        } catch (NumberFormatException tooLarge) {
            throw Refused.NO_CURSOR;
        }
    }

    /**
     * Reads the options.
     *
     * @param from the index of the first
     * @param ofKeys whether TYPE is one of them
     */
    public static Walk of(long cursor, Command command, int from, boolean ofKeys) {
        byte[] pattern = ANY;
        String type = "";
        long count = COUNT;
        for (int i = from; i < command.argCount(); i += 2) {
            boolean hasValue = i + 1 < command.argCount();
            if (hasValue && command.is(i, "count")) {
                count = Integers.at(command, i + 1);
            } else if (hasValue && command.is(i, "match")) {
                pattern = command.arg(i + 1);
            } else if (hasValue && ofKeys && command.is(i, "type")) {
                type = command.text(i + 1);
            } else {
                throw Refused.SYNTAX;
            }
            if (count < 1) {
                throw Refused.SYNTAX;
            }
        }
        return new Walk(cursor, count, pattern, type);
    }

    /** The place in a list of this size behind the last one to look at. */
    public int end(int size) {
        return (int) (cursor == 0 ? size : Math.min(cursor, size));
    }

    /** The first place to look at, which is also the next cursor. */
    public int start(int size) {
        return (int) Math.max(0, end(size) - count);
    }

    public boolean takes(byte[] name) {
        return Glob.matches(pattern, name);
    }

    public static Reply reply(int next, List<Reply> found) {
        return Reply.Array.of(Integers.bulk(next), new Reply.Array(found));
    }
}
