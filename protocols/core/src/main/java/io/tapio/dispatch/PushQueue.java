package io.tapio.dispatch;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to a peer that may be slow: any thread adds, the stage takes. Whoever adds counts first, so the
 * queue never holds more than its limit.
 */
public final class PushQueue<A> implements Push<A> {
    private enum Life {
        OPEN,
        /** One message too many came. */
        OVERFLOWN,
        CLOSED
    }

    private final Queue<A> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final int limit;
    private final String key;
    private final Runnable signal;
    private volatile Life life = Life.OPEN;

    /**
     * @param limit the messages that may wait
     * @param key where that is set
     * @param signal tells the stage, on any thread, to look: once for all messages that come before it does
     */
    public PushQueue(int limit, String key, Runnable signal) {
        this.limit = limit;
        this.key = key;
        this.signal = signal;
    }

    @Override
    public boolean push(A message) {
        if (life != Life.OPEN) {
            return false;
        }
        boolean fits = count.incrementAndGet() <= limit;
        if (fits) {
            waiting.add(message);
        } else {
            life = Life.OVERFLOWN;
        }
        if (signalled.compareAndSet(false, true)) {
            signal.run();
        }
        return fits && life == Life.OPEN;
    }

    // -- for the stage

    /** The stage is about to look: a message that comes from now on signals again. */
    public void looking() {
        signalled.set(false);
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public @Nullable A take() {
        A message = waiting.poll();
        if (message != null) {
            count.decrementAndGet();
        }
        return message;
    }

    /** Why the connection must end, if it must. */
    public @Nullable Failure overflow() {
        return life == Life.OVERFLOWN
                ? Failure.at(
                        Where.QUEUE,
                        Processed.MAYBE,
                        "message " + (limit + 1L)
                                + " waits for a peer that does not take those before it; the limit is " + limit
                                + " (" + key + ")")
                : null;
    }

    public void close() {
        life = Life.CLOSED;
        waiting.clear();
    }
}
