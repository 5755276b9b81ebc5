package io.tapio.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** A counter for each constant of an enum, whose name in lower case is the value of the metric's last tag. */
public final class CounterOf<E extends Enum<E>> {
    private final Counter[] counters;

    /** @param values of the metric's tags before the last */
    public CounterOf(Stats stats, Metric metric, Class<E> type, String... values) {
        counters = Stream.of(type.getEnumConstants())
                .map(constant -> stats.counter(metric, and(values, label(constant))))
                .toArray(Counter[]::new);
    }

    public void increment(E which) {
        counters[which.ordinal()].increment();
    }

    private static String[] and(String[] values, String last) {
        String[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = last;
        return all;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
