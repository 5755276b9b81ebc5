package io.tapio.stats;

/** A number that grows. Thread-safe, and cheap for the thread of an event loop. */
@FunctionalInterface
public interface Counter {
    void add(long more);

    default void increment() {
        add(1);
    }
}
