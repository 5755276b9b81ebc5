package io.tapio.stats;

/** A number that is added to. Thread-safe, and cheap for the thread of an event loop. */
@FunctionalInterface
public interface Counter {
    /** @param more below 0 only if the metric is a gauge */
    void add(long more);

    default void increment() {
        add(1);
    }
}
