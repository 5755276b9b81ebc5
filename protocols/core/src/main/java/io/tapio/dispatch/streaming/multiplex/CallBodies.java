package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Body;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.multiplex.Tags;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.DepartingBody;
import io.tapio.dispatch.streaming.Incoming;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the calls under way on a connection, those that come and those that go: who may be read, who may send,
 * and what the peer is granted. Belongs to its stage's thread.
 *
 * @param <I> a chunk that comes
 * @param <O> a chunk that goes
 * @param <K> a call
 */
final class CallBodies<I, O, K extends CallWithBodies<I, O>> {
    /**
     * How one side's bodies go.
     *
     * @param comes the half of a call that comes to this side
     * @param incoming how chunks that come are measured
     * @param outgoing how those that go are
     * @param byCredit whether each body goes by credit of its own
     */
    record Terms<I, O>(Half comes, Chunks<I> incoming, Chunks<O> outgoing, BodySettings bounds, boolean byCredit) {}

    private final Terms<I, O> terms;
    private final ConnectionInfo connection;
    private final CallEvents events;
    private final Tags<K> calls;
    private final Turns<K> turns = new Turns<>(CallWithBodies::hasPiece);
    private @Nullable Incoming<I> full;

    /** @param calls those under way, which the owner adds and removes */
    CallBodies(Terms<I, O> terms, ConnectionInfo connection, CallEvents events, Tags<K> calls) {
        this.terms = terms;
        this.connection = connection;
        this.events = events;
        this.calls = calls;
    }

    // -- those that come

    Incoming<I> incoming(long id) {
        return new Incoming<>(
                terms.incoming,
                terms.bounds,
                terms.byCredit,
                connection,
                () -> events.look(id),
                why -> events.late(id, why));
    }

    /** Whether the peer may be read: a body that is full, and goes without credit, holds up all. */
    boolean mayRead() {
        if (full != null && full.hasRoom()) {
            full = null;
        }
        return full == null;
    }

    /** @throws Failure if no body with this id is open, or it is too much */
    void add(long id, Half of, I chunk) {
        Incoming<I> incoming = open(id, of);
        incoming.add(chunk);
        if (!terms.byCredit && !incoming.hasRoom()) {
            full = incoming;
        }
    }

    /**
     * @param why the body is not complete; null if it is
     * @throws Failure if no body with this id is open
     */
    void end(long id, Half of, @Nullable Failure why) {
        open(id, of).end(why);
    }

    private Incoming<I> open(long id, Half of) {
        K call = of == terms.comes ? calls.get(id) : null;
        Incoming<I> incoming = call == null ? null : call.incoming();
        if (incoming == null || !incoming.isOpen()) {
            throw Failure.at(
                    Where.DECODE,
                    Processed.NO,
                    "the peer sent a piece of a body with the id " + id + ", which no message under way has");
        }
        return incoming;
    }

    /** What the peer is to be granted for this call; 0 if it still has enough. */
    long grant(long id) {
        K call = calls.get(id);
        Incoming<I> incoming = call == null ? null : call.incoming();
        return incoming == null ? 0 : incoming.grant();
    }

    /** Looks whether the reader of this body has left. True if what comes of it is dropped. */
    boolean look(long id) {
        K call = calls.get(id);
        Incoming<I> incoming = call == null ? null : call.incoming();
        if (incoming == null) {
            return false;
        }
        incoming.look();
        return incoming.isDropping();
    }

    /** No more pieces come of the bodies that are open. */
    void fail(Failure why) {
        for (K call : calls.values()) {
            Incoming<I> incoming = call.incoming();
            if (incoming != null) {
                incoming.fail(why);
            }
        }
    }

    // -- those that go

    Sending<O> sending(long id, Body<O> body) {
        long credit = terms.byCredit ? terms.bounds.window() : Sending.UNLIMITED;
        return new Sending<>(new DepartingBody<>(body, () -> events.ready(id)), terms.outgoing, credit);
    }

    /** The call has begun to send its body. */
    void begin(K call) {
        turns.add(call);
    }

    /** A chunk that was waited for is there. */
    void ready(long id) {
        K call = calls.get(id);
        if (call != null && call.sending() != null) {
            turns.add(call);
        }
    }

    /** The peer takes more. What comes behind the end of its body means nothing any more. */
    void credit(long id, Half of, long size) {
        K call = of == terms.comes ? null : calls.get(id);
        Sending<O> sending = call == null ? null : call.sending();
        if (call != null && sending != null && sending.grant(size)) {
            turns.add(call);
        }
    }

    boolean hasPiece() {
        return turns.hasNext();
    }

    /**
     * Gives a chunk to {@code chunk}, or the end to {@code end}, of the call whose turn it is; null if none has any.
     */
    <F> @Nullable F piece(Piece<K, O, F> chunk, End<K, F> end) {
        K call = turns.next();
        Sending<O> sending = call == null ? null : call.sending();
        if (call == null || sending == null) {
            return null;
        }
        try {
            O next = sending.take();
            if (next == null) {
                return end.of(call, null);
            }
            turns.add(call);
            return chunk.of(call, next);
        } catch (Failure why) {
            return end.of(call, why);
        }
    }

    @FunctionalInterface
    interface Piece<K, O, F> {
        F of(K call, O chunk);
    }

    @FunctionalInterface
    interface End<K, F> {
        /** @param why the body is not complete; null if it is */
        F of(K call, @Nullable Failure why);
    }

    /** Nothing more of the call's body goes. */
    void stop(K call) {
        turns.remove(call);
    }
}
