package io.tapio.selector;

/** A channel's place at its selector. The operations are those of {@link java.nio.channels.SelectionKey}. */
public interface Registration {
    /** Asks to be told once, when one of {@code operations} is possible. */
    void enable(int operations);

    void disable(int operations);

    /** Gives up the place and closes the channel. */
    void close();
}
