package io.tapio.samples.kv.command;

/** The bounds of what commands may store, in bytes, as they were set when the server was started. */
public interface Limits {
    /** What keys and values may take together, by the store's own estimate. */
    int maxMemoryBytes();

    /** The longest string that a command may build. */
    int maxValueBytes();

    /** What the server keeps for one client: commands after MULTI, keys that it watches, its subscriptions. */
    int maxClientBytes();
}
