package io.tapio.loop;

import java.io.IOException;
import java.nio.channels.SelectionKey;

/**
 * What the owner of a channel waits for. Belongs to its loop's thread.
 *
 * <p>Readiness is told once, and then the interest is off until the owner turns it on again, which most do before the
 * loop goes on to the next channel. So the selector is brought to what is wanted only then: a channel that is read once
 * a turn costs it nothing. A change at any other time is noted, and made when the loop is about to look.
 */
public final class Interest implements Runnable {
    /** What is told when one of the operations is possible. Runs on the loop. */
    @FunctionalInterface
    public interface Ready {
        /** @param operations those of {@link SelectionKey} that are possible, and are no longer waited for */
        void ready(int operations);
    }

    private final EventLoop loop;
    private final SelectionKey key;
    private final Ready owner;
    private int wanted;

    /** True while {@link #settle} is still to come. */
    private boolean settling;

    Interest(EventLoop loop, SelectionKey key, Ready owner) {
        this.loop = loop;
        this.key = key;
        this.owner = owner;
    }

    public void enable(int operations) {
        change(wanted | operations);
    }

    public void disable(int operations) {
        change(wanted & ~operations);
    }

    /** Closes the channel, and runs {@code closed} when the operating system has it back. */
    public void close(Runnable closed) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException gone) {
            // it is closed, whatever it says
        }
        loop.afterSelect(closed);
    }

    /** For the loop: the channel is ready, and its owner is told. */
    @Override
    public void run() {
        if (key.isValid()) {
            int ready = key.readyOps() & wanted;
            wanted &= ~ready;
            settling = true;
            owner.ready(ready);
        }
    }

    /** Brings the selector to what is wanted. */
    void settle() {
        settling = false;
        if (key.isValid() && key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void change(int operations) {
        wanted = operations;
        if (!settling) {
            settling = true;
            loop.note(this);
        }
    }
}
