package io.tapio.testkit.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Random events in a row, and a law that must hold whatever they are. What breaks it is made smaller: events are left
 * out for as long as it still fails.
 */
public final class Script {
    private Script() {}

    /**
     * Checks {@code law} with some scripts.
     *
     * @param rounds the number of scripts
     * @param length the most events of one
     * @param event draws an event; every row of them must make sense, or be ignored where it makes none
     * @param law throws if it does not hold; all else that it leaves to chance comes from the seed it is given
     */
    public static <E> void check(
            RandomGenerator random,
            int rounds,
            int length,
            Function<RandomGenerator, E> event,
            BiConsumer<Seed, List<E>> law) {
        for (int round = 0; round < rounds; round++) {
            List<E> events = Stream.generate(() -> event.apply(random))
                    .limit(1 + random.nextInt(length))
                    .toList();
            Seed seed = new Seed(random.nextLong());
            if (fails(law, seed, events)) {
                List<E> smallest = smallest(events, fewer -> fails(law, seed, fewer));
                throw broken(law, seed, smallest, events.size());
            }
        }
    }

    private static <E> boolean fails(BiConsumer<Seed, List<E>> law, Seed seed, List<E> events) {
        try {
            law.accept(seed, events);
            return false;
        } catch (RuntimeException | AssertionError thrown) {
            return true;
        }
    }

    private static <E> AssertionError broken(BiConsumer<Seed, List<E>> law, Seed seed, List<E> smallest, int all) {
        String which = "with " + smallest.size() + " of " + all + " events, and with none less: " + smallest;
        try {
            law.accept(seed, smallest);
        } catch (RuntimeException | AssertionError thrown) {
            return new AssertionError(which + "\n" + thrown.getMessage(), thrown);
        }
        return new AssertionError(
                which + "\nfailed, but not when it was run again: it does not depend on its seed alone");
    }

    /** What is left of the events when none of them can be left out without {@code fails} becoming false. */
    static <E> List<E> smallest(List<E> events, Predicate<List<E>> fails) {
        List<E> smallest = events;
        int size = Math.max(1, events.size() / 2);
        while (size > 0) {
            int before = smallest.size();
            for (int from = 0; from < smallest.size(); ) {
                List<E> fewer = without(smallest, from, Math.min(smallest.size(), from + size));
                if (fails.test(fewer)) {
                    smallest = fewer;
                } else {
                    from += size;
                }
            }
            if (smallest.size() == before) { // else leaving out more of this size may succeed now
                size /= 2;
            }
        }
        return smallest;
    }

    private static <E> List<E> without(List<E> events, int from, int to) {
        List<E> fewer = new ArrayList<>(events.subList(0, from));
        fewer.addAll(events.subList(to, events.size()));
        return fewer;
    }
}
