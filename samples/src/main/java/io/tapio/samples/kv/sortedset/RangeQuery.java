package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.sortedset.Bounds.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a sorted set a command wants, and in which order.
 *
 * @param most how many; negative: all
 */
record RangeQuery(Bounds bounds, boolean reversed, long offset, long most, boolean withScores) {
    /**
     * How a command asks: what its name fixes, and what its options may still say.
     *
     * @param key the argument that is the key; bounds and options are behind it
     * @param kind null if an option says it
     * @param reversed null if an option says it
     */
    record Form(int key, @Nullable Kind kind, @Nullable Boolean reversed, boolean mayWantScores) {
        RangeQuery read(Command command) {
            return new Reader(this, command).read();
        }
    }

    /** The members that are meant, as ranks. */
    Span in(SortedSet set) {
        Span span = bounds.in(set);
        boolean countsFromEnd = reversed && bounds instanceof Bounds.ByRank;
        return (countsFromEnd ? span.mirrored(set.count()) : span).limited(offset, most, reversed);
    }

    private static final class Reader {
        private final Form form;
        private final Command command;
        private @Nullable Kind kind;
        private @Nullable Boolean reversed;
        private boolean withScores;
        private long offset;
        private long most = -1;

        private Reader(Form form, Command command) {
            this.form = form;
            this.command = command;
            kind = form.kind;
            reversed = form.reversed;
        }

        private RangeQuery read() {
            for (int i = form.key + 3; i < command.argCount(); i++) {
                if (form.mayWantScores && command.is(i, "withscores")) {
                    withScores = true;
                } else if (command.is(i, "limit") && i + 2 < command.argCount()) {
                    offset = Integers.at(command, ++i);
                    most = Integers.at(command, ++i);
                } else {
                    readWord(i);
                }
            }
            Kind known = kind == null ? Kind.RANK : kind;
            if (most != -1 && known == Kind.RANK) {
                throw new Refused(
                        "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
            }
            if (withScores && known == Kind.LEX) {
                throw new Refused("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
            }
            boolean fromEnd = reversed != null && reversed;
            boolean isMaxFirst = fromEnd && known != Kind.RANK;
            Bounds bounds = isMaxFirst
                    ? known.read(command, form.key + 2, form.key + 1)
                    : known.read(command, form.key + 1, form.key + 2);
            return new RangeQuery(bounds, fromEnd, known == Kind.RANK ? 0 : offset, most, withScores);
        }

        private void readWord(int at) {
            if (reversed == null && command.is(at, "rev")) {
                reversed = true;
            } else if (kind == null && command.is(at, "byscore")) {
                kind = Kind.SCORE;
            } else if (kind == null && command.is(at, "bylex")) {
                kind = Kind.LEX;
            } else {
                throw Refused.SYNTAX;
            }
        }
    }
}
