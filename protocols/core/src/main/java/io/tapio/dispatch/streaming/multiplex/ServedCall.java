package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.CancellationSource;
import io.tapio.dispatch.streaming.ArrivingBody;
import io.tapio.dispatch.streaming.Incoming;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.jspecify.annotations.Nullable;

/**
 * A call that a server has under way, from the head of its request to the end of both messages. Belongs to its stage's
 * thread, but for the cancellation.
 */
final class ServedCall<Q, C, D> implements CallWithBodies<C, D> {
    /** What of the reply is still to come. */
    private sealed interface Reply<D> {}

    private record Awaited<D>() implements Reply<D> {}

    private record Begun<D>(Sending<D> body) implements Reply<D> {}

    private record Complete<D>() implements Reply<D> {}

    private final long id;
    private final Q head;
    private final @Nullable Incoming<C> incoming;
    private final @Nullable ArrivingBody<C> body;
    private final CancellationSource cancellation = new CancellationSource();
    private Reply<D> reply = new Awaited<>();

    /** @param incoming what the body comes through; null if there is none */
    ServedCall(long id, Q head, @Nullable Incoming<C> incoming) {
        this.id = id;
        this.head = head;
        this.incoming = incoming;
        this.body = incoming == null ? null : incoming.begin();
    }

    @Override
    public long id() {
        return id;
    }

    Streamed<Q, C> request() {
        return body == null ? Streamed.of(head) : new Streamed<>(head, body);
    }

    /** Is cancelled when nobody waits for the call any more. */
    CancellationSource cancellation() {
        return cancellation;
    }

    @Override
    public @Nullable Incoming<C> incoming() {
        return incoming;
    }

    @Override
    public @Nullable Sending<D> sending() {
        return reply instanceof Begun<D> begun ? begun.body : null;
    }

    /** The reply has begun. From now on its body ends with the call. */
    void reply(Body<D> whole, Sending<D> sending) {
        reply = new Begun<>(sending);
        cancellation.onCancel(whole::cancel);
    }

    /** The reply is complete; what was not read of the request will not be. */
    void replied() {
        reply = new Complete<>();
        if (incoming != null && body != null) {
            incoming.abandon(body, Failure.at(Where.CANCELLED, Processed.YES, "the request was answered"));
        }
    }

    boolean isReplied() {
        return reply instanceof Complete;
    }

    /** True if both messages are complete. */
    boolean isOver() {
        return isReplied() && (incoming == null || !incoming.isOpen());
    }

    /** Nobody waits for it any more: its caller, or the whole connection, has gone. */
    void end(Failure why) {
        cancellation.cancel(why);
        if (incoming != null) {
            incoming.fail(why);
        }
    }
}
