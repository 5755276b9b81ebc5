package io.tapio.stats;

/** How often which value came. Thread-safe, and cheap for the thread of an event loop. */
@FunctionalInterface
public interface Distribution {
    /** @param value from 0 on; a time in nanoseconds */
    void record(long value);
}
