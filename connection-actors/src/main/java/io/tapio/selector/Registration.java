package io.tapio.selector;

/** A channel's place at its selector. The operations are those of {@link java.nio.channels.SelectionKey}. */
public interface Registration {
    /** Asks to be told once, when one of {@code operations} is possible. */
    void enable(int operations);

    void disable(int operations);

    /** Gives up the place and closes the channel, soon. */
    default void close() {
        close(() -> {});
    }

    /** As {@link #close()}, and runs {@code closed}, on any thread, when the operating system has it back. */
    void close(Runnable closed);
}
