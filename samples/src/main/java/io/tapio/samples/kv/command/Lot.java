package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Draws from the members of a collection, by lot. */
public final class Lot {

    private Lot() {}

    /** A count of members to draw, negative for some that may be the same. */
    public static long count(Command command, int index) {
        long count = Integers.at(command, index);
        if (count == Long.MIN_VALUE) {
            throw new Refused(
                    "ERR value is out of range, value must between " + -Long.MAX_VALUE + " and " + Long.MAX_VALUE);
        }
        return count;
    }

    /**
     * As many different members as asked for, or all, in their order, if there are no more; with a negative count, each
     * drawn from all of them. A client may ask for more of those than there is memory for: they are drawn when they are
     * sent.
     *
     * @param size the number of members, not 0
     * @param most the most draws that the caller has room for
     * @param member the member in a place; does not change any more
     */
    public static <T> List<T> draw(int size, long count, int most, IntFunction<T> member) {
        if (count < -most) {
            throw Refused.OUT_OF_RANGE;
        }
        if (count >= size) {
            return IntStream.range(0, size).mapToObj(member).toList();
        }
        if (count >= 0) {
            return places(size, (int) count).stream()
                    .map(place -> member.apply(place))
                    .toList();
        }
        if (-count <= size) {
            List<T> drawn = new ArrayList<>((int) -count);
            for (long left = -count; left > 0; left--) {
                drawn.add(member.apply(ThreadLocalRandom.current().nextInt(size)));
            }
            return drawn;
        }
        List<T> members = IntStream.range(0, size).mapToObj(member).toList();
        return new Draws<>(members, (int) -count, ThreadLocalRandom.current().nextLong());
    }

    /** Different places, each choice of them as likely as another (Floyd's sample). */
    private static Set<Integer> places(int size, int count) {
        Set<Integer> places = new LinkedHashSet<>();
        for (int last = size - count; last < size; last++) {
            int place = ThreadLocalRandom.current().nextInt(last + 1);
            if (!places.add(place)) {
                places.add(last);
            }
        }
        return places;
    }

    /** Each draw is a function of its number, so that nothing changes when it is made. */
    private static final class Draws<T> extends AbstractList<T> implements RandomAccess {
        private final List<T> members;
        private final int size;
        private final long seed;

        private Draws(List<T> members, int size, long seed) {
            this.members = members;
            this.size = size;
            this.seed = seed;
        }

        @Override
        public T get(int index) {
            return members.get(new SplittableRandom(seed + index).nextInt(members.size()));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
