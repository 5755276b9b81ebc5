package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;

/** Which members of a sorted set are meant, in one of the three ways to say it. */
sealed interface Bounds permits Bounds.ByRank, ScoreBounds, LexBounds {
    /** The members that are meant, as ranks. */
    Span in(SortedSet set);

    /** How bounds are written. */
    enum Kind {
        RANK,
        SCORE,
        LEX;

        /** Reads two arguments. Refused if they are not written so. */
        Bounds read(Command command, int first, int last) {
            return switch (this) {
                case RANK -> new ByRank(Integers.at(command, first), Integers.at(command, last));
                case SCORE -> ScoreBounds.parse(command.arg(first), command.arg(last));
                case LEX -> LexBounds.parse(command.arg(first), command.arg(last));
            };
        }
    }

    /** Numbers of members, the last one included; negative ones count from the end. */
    record ByRank(long first, long last) implements Bounds {
        @Override
        public Span in(SortedSet set) {
            return Span.of(first, last, set.count());
        }
    }
}
