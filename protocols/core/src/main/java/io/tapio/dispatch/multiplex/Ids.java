package io.tapio.dispatch.multiplex;

import java.util.function.LongPredicate;

/**
 * The ids that one side of a protocol gives its calls, in turn: {@code first}, {@code first + step}, … up to
 * {@code last}, and from the start again. The width of the field is {@code last}; sides that share a space take the odd
 * and the even ones.
 */
public record Ids(long first, long last, long step) {
    /** Whatever a {@code long} can count. */
    public static final Ids LONG = upTo(Long.MAX_VALUE);

    public Ids {
        if (first < 0 || step < 1 || last < first) {
            throw new IllegalArgumentException("no ids: from " + first + " to " + last + " by " + step);
        }
    }

    /** 0, 1, 2 … up to {@code last}. */
    public static Ids upTo(long last) {
        return new Ids(0, last, 1);
    }

    /** How many there are. */
    public long count() {
        long steps = (last - first) / step;
        return steps == Long.MAX_VALUE ? steps : steps + 1;
    }

    /**
     * The one after {@code id} that is not in use. One must be free.
     *
     * @param id the one that was given last, or any below {@code first} if none was
     */
    public long next(long id, LongPredicate inUse) {
        long next = id;
        do {
            next = next < first || next > last - step ? first : next + step;
        } while (inUse.test(next));
        return next;
    }
}
