package io.tapio.samples.kv.sortedset;

import io.tapio.samples.kv.command.Refused;
import java.util.Arrays;

/** Members with scores from {@code min} to {@code max}. */
record ScoreBounds(double min, boolean aboveMin, double max, boolean belowMax) implements Bounds {
    private static final Refused NOT_A_FLOAT = new Refused("ERR min or max is not a float");

    /** A score, or a score behind a parenthesis, which is not meant itself. */
    static ScoreBounds parse(byte[] min, byte[] max) {
        return new ScoreBounds(score(min), isOpen(min), score(max), isOpen(max));
    }

    private static boolean isOpen(byte[] bound) {
        return bound.length > 0 && bound[0] == '(';
    }

    private static double score(byte[] bound) {
        return Scores.parseBound(isOpen(bound) ? Arrays.copyOfRange(bound, 1, bound.length) : bound, NOT_A_FLOAT);
    }

    @Override
    public Span in(SortedSet set) {
        return Span.of(
                set.countLow(member -> aboveMin ? member.score() <= min : member.score() < min),
                set.countLow(member -> belowMax ? member.score() < max : member.score() <= max));
    }
}
