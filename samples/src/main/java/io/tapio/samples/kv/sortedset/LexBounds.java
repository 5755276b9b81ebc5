package io.tapio.samples.kv.sortedset;

import io.tapio.samples.kv.command.Refused;
import java.util.Arrays;

/** Members between two others, by their bytes; of use where all scores are the same, and says nothing elsewhere. */
record LexBounds(Bound min, Bound max) implements Bounds {
    private enum Kind {
        LOWEST,
        INCLUDED,
        EXCLUDED,
        HIGHEST
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bound(Kind kind, byte[] bytes) {
        private static final Refused NOT_VALID = new Refused("ERR min or max not valid string range item");

        static Bound parse(byte[] text) {
            byte first = text.length == 0 ? 0 : text[0];
            if (text.length == 1 && (first == '-' || first == '+')) {
                return new Bound(first == '-' ? Kind.LOWEST : Kind.HIGHEST, text);
            }
            if (first != '[' && first != '(') {
                throw NOT_VALID;
            }
            return new Bound(first == '[' ? Kind.INCLUDED : Kind.EXCLUDED, Arrays.copyOfRange(text, 1, text.length));
        }

        /** @param orEqual whether a member with just these bytes counts as below it */
        boolean isAbove(Member member, boolean orEqual) {
            if (kind == Kind.LOWEST || kind == Kind.HIGHEST) {
                return kind == Kind.HIGHEST;
            }
            int way = Arrays.compareUnsigned(member.bytes(), bytes);
            return way < 0 || (way == 0 && orEqual);
        }
    }

    /** {@code -}, {@code +}, or bytes behind a bracket, or behind a parenthesis if they are not meant themselves. */
    static LexBounds parse(byte[] min, byte[] max) {
        return new LexBounds(Bound.parse(min), Bound.parse(max));
    }

    @Override
    public Span in(SortedSet set) {
        return Span.of(
                set.countLow(member -> min.isAbove(member, min.kind == Kind.EXCLUDED)),
                set.countLow(member -> max.isAbove(member, max.kind == Kind.INCLUDED)));
    }
}
