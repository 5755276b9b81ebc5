package io.tapio.dispatch;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import io.tapio.settings.Bound;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to a peer that may be slow: any thread adds, the stage takes. Whoever adds counts first, so the
 * queue never holds more than its limit.
 */
public final class PushQueue<A> implements Push<A> {
    static final Metric WAITING =
            Metric.gauge("tapio.dispatch.server.pushes", "{message}", "Pushes that wait for their peer to take them");

    private enum Life {
        OPEN,
        /** One message too many came. */
        OVERFLOWN,
        /** Takes no more, and what waits can still be taken. */
        SEALED,
        CLOSED
    }

    /**
     * What may wait for one connection.
     *
     * @param messages the most messages
     * @param bytes the most bytes in them
     * @param keys where these two are set
     */
    public record Limits(int messages, int bytes, String keys) {
        public Limits {
            if (messages < 1 || bytes < 1) {
                throw new IllegalArgumentException("there must be room for one message: " + messages + " messages, "
                        + bytes + " bytes (" + keys + ")");
            }
        }

        /** The two as bounds, with their keys in {@code section}. */
        public List<Bound> bounds(String section) {
            return List.of(
                    Bound.count("pushes that wait", messages, section + ".max-pushes"),
                    Bound.bytes("bytes of pushes that wait", bytes, section + ".max-push-bytes"));
        }
    }

    private final CountedQueue<A> waiting;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Limits limits;
    private final ToLongFunction<? super A> size;
    private final Runnable signal;
    private volatile Life life = Life.OPEN;

    /**
     * @param stats count what waits
     * @param size about how many bytes a message has
     * @param signal tells the stage, on any thread, to look: once for all messages that come before it does
     */
    public PushQueue(Stats stats, Limits limits, ToLongFunction<? super A> size, Runnable signal) {
        this.waiting = new CountedQueue<>(new ConcurrentLinkedQueue<>(), stats.counter(WAITING));
        this.limits = limits;
        this.size = size;
        this.signal = signal;
    }

    @Override
    public boolean push(A message) {
        if (life != Life.OPEN) {
            return false;
        }
        boolean fits =
                count.incrementAndGet() <= limits.messages & bytes.addAndGet(size.applyAsLong(message)) <= limits.bytes;
        if (fits) {
            waiting.add(message);
            if (life == Life.CLOSED) {
                waiting.clear(); // nobody else will
            }
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
            bytes.addAndGet(-size.applyAsLong(message));
        }
        return message;
    }

    /** Why the connection must end, if it must. */
    public @Nullable Failure overflow() {
        return life == Life.OVERFLOWN
                ? Kind.WRITE_STALLED.naming(Failure.at(
                        Where.QUEUE,
                        Processed.MAYBE,
                        count + " messages of " + bytes
                                + " bytes wait for a peer that does not take them; the limits are " + limits.messages
                                + " messages and " + limits.bytes + " bytes (" + limits.keys + ")"))
                : null;
    }

    /** Takes no more; what waits can still be taken. */
    public void seal() {
        life = Life.SEALED;
    }

    public void close() {
        life = Life.CLOSED;
        waiting.clear();
    }
}
