package io.tapio.samples.kv.list;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;

/**
 * Elements from an index up to, but without, another.
 *
 * @param from not negative
 * @param to not before {@code from}, nor behind the end of the list
 */
record Span(int from, int to) {
    private static final Span NONE = new Span(0, 0);

    /** The two indices that a command has behind its key, the last one included; negative ones count from the end. */
    record Asked(long first, long last) {
        static Asked of(Command command) {
            return new Asked(Integers.at(command, 2), Integers.at(command, 3));
        }

        Span in(int length) {
            long from = Math.max(0, first < 0 ? first + length : first);
            long to = Math.min(length, 1 + (last < 0 ? last + length : Math.min(last, length)));
            return from < to ? new Span((int) from, (int) to) : NONE;
        }
    }

    int length() {
        return to - from;
    }
}
