package io.tapio.dispatch.multiplex;

import io.tapio.context.CancellationSource;
import io.tapio.dispatch.CountedQueue;
import io.tapio.dispatch.multiplex.Exchanges.Exchange;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that are not answered, by their ids, and among them those that wait for their turn.
 * Belongs to its stage's thread.
 */
final class Exchanges<Q> {
    private static final Failure LEFT = Failure.at(Where.CANCELLED, Processed.MAYBE, "the caller has left");

    /**
     * A request that is not answered.
     *
     * @param held whether its call may ask for another protocol
     */
    record Exchange<Q>(long id, Q body, CancellationSource cancellation, boolean held) {
        Exchange(Message.Request<Q> request, boolean held) {
            this(request.id(), request.body(), new CancellationSource(), held);
        }
    }

    private final Tags<Exchange<Q>> live = new Tags<>();
    private final CountedQueue<Exchange<Q>> waiting;

    Exchanges(CountedQueue<Exchange<Q>> waiting) {
        this.waiting = waiting;
    }

    /** What a peer has done that the protocol does not allow. */
    static Failure fault(String what) {
        return Failure.at(Where.DECODE, Processed.NO, what);
    }

    /** Whether the id is in use. */
    boolean has(long id) {
        return live.get(id) != null;
    }

    /** Its call runs. */
    void running(Exchange<Q> exchange) {
        live.put(exchange.id, exchange);
    }

    /** It waits for its turn. */
    void waiting(Exchange<Q> exchange) {
        live.put(exchange.id, exchange);
        waiting.add(exchange);
    }

    /** How many wait, those included that were cancelled meanwhile. */
    int waiting() {
        return waiting.size();
    }

    /** Whose turn it is, and is not among them any more; null if none waits that was not cancelled. */
    @Nullable
    Exchange<Q> next() {
        for (Exchange<Q> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (end(next)) {
                return next;
            }
        }
        return null;
    }

    /** It is about to be answered. False if it was cancelled, and answered then. */
    boolean end(Exchange<Q> exchange) {
        if (live.get(exchange.id) != exchange) {
            return false;
        }
        live.remove(exchange.id);
        return true;
    }

    /**
     * Its caller has left. It is answered at once, so that its id is free on both sides; null if it was answered
     * already.
     */
    <A> Message.@Nullable Error<A> cancel(long id) {
        Exchange<Q> exchange = live.remove(id);
        if (exchange == null) {
            return null;
        }
        exchange.cancellation.cancel(LEFT);
        return new Message.Error<>(id, LEFT);
    }

    /** The connection is gone. */
    void cancelAll(Failure gone) {
        waiting.clear();
        live.values().forEach(exchange -> exchange.cancellation.cancel(gone));
    }
}
