package io.tapio.stats;

import java.util.function.ToLongFunction;

/**
 * Where numbers go. Whoever counts asks for a counter once, when it is made, and keeps it: the same one for the same
 * metric and values. Thread-safe.
 */
public interface Stats {
    /**
     * A number that is kept here. That of a gauge goes up and down: what is added when something begins is taken away
     * when it ends, on whatever thread.
     *
     * @param values of the metric's tags, in their order
     */
    Counter counter(Metric metric, String... values);

    /** @param values of the metric's tags, in their order */
    Distribution distribution(Metric metric, String... values);

    /**
     * A number that {@code owner} keeps, and is asked for when it is wanted, on any thread, as long as it is reachable
     * for others; those of the same metric and values are added up. Where the metric is a counter, the owner must live
     * as long as these stats do, for what it has counted goes with it.
     *
     * @param value must not reach {@code owner} by itself, or it stays for ever
     * @param values of the metric's tags, in their order
     */
    <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values);

    /** The same place for numbers of something that is told apart by one more tag: {@code service = "kv"}. */
    Stats tagged(String key, String value);

    /** Where numbers are forgotten. */
    static Stats none() {
        return NoStats.INSTANCE;
    }
}

enum NoStats implements Stats {
    INSTANCE;

    @Override
    public Counter counter(Metric metric, String... values) {
        return more -> {};
    }

    @Override
    public Distribution distribution(Metric metric, String... values) {
        return value -> {};
    }

    @Override
    public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {}

    @Override
    public Stats tagged(String key, String value) {
        return this;
    }
}
