package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.context.Cancellation;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.streaming.ArrivingBody;
import io.tapio.dispatch.streaming.Incoming;
import io.tapio.failure.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A call that a client has under way, until both of its messages are complete. Belongs to its stage's thread.
 *
 * <pre>
 *   request:  sending ──▶ sent
 *   reply:    awaited ──▶ begun ──▶ complete
 * </pre>
 */
final class MadeCall<Q, C, A, D> implements CallWithBodies<D, C> {
    private enum Reply {
        AWAITED,
        BEGUN,
        COMPLETE
    }

    private final long id;
    private final Call<Streamed<Q, C>, Streamed<A, D>> call;
    private Reply reply = Reply.AWAITED;
    private Cancellation.Registration caller = () -> {};
    private boolean cancelled;
    private @Nullable Sending<C> sending;
    private @Nullable Incoming<D> incoming;

    /** @param sending the request's body; null if it has none */
    MadeCall(long id, Call<Streamed<Q, C>, Streamed<A, D>> call, @Nullable Sending<C> sending) {
        this.id = id;
        this.call = call;
        this.sending = sending;
    }

    @Override
    public long id() {
        return id;
    }

    Call<Streamed<Q, C>, Streamed<A, D>> call() {
        return call;
    }

    boolean isAwaited() {
        return reply == Reply.AWAITED;
    }

    /** True if both messages are complete. */
    boolean isOver() {
        return sending == null && reply == Reply.COMPLETE;
    }

    boolean isReplied() {
        return reply == Reply.COMPLETE;
    }

    // -- the request

    @Override
    public @Nullable Sending<C> sending() {
        return sending;
    }

    /** Nothing more of the request will be sent. */
    void sent() {
        sending = null;
    }

    /**
     * Nobody waits for the reply, which is known to the peer from here on: nothing more of the request is sent.
     *
     * @return false if it was known before, or the reply is complete
     */
    boolean cancel(Failure why) {
        if (reply == Reply.COMPLETE || cancelled) {
            return false;
        }
        cancelled = true;
        if (sending != null) {
            sending.cancel(why);
        }
        sending = null;
        return true;
    }

    // -- the reply

    @Override
    public @Nullable Incoming<D> incoming() {
        return incoming;
    }

    /** The reply has begun; its body belongs to the caller, and ends with the context of the call. */
    ArrivingBody<D> begin(Incoming<D> body) {
        reply = Reply.BEGUN;
        incoming = body;
        ArrivingBody<D> begun = body.begin();
        caller = call.context().cancellation().onCancel(begun::cancel);
        return begun;
    }

    void replied() {
        reply = Reply.COMPLETE;
        caller.close();
    }

    /** The connection is gone. */
    void end(Failure gone) {
        caller.close();
        if (incoming != null) {
            incoming.fail(gone);
        }
        if (sending != null) {
            sending.cancel(gone);
        }
    }
}
