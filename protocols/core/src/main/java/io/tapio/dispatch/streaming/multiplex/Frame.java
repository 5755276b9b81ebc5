package io.tapio.dispatch.streaming.multiplex;

import io.tapio.failure.Failure;

/**
 * What the two ends of a streaming multiplexed connection send each other. A codec reads and writes these; how they
 * look on the wire is the protocol's own affair, and so is which of them it has.
 *
 * @param <H> what a message begins with
 * @param <C> a chunk of its body
 */
public sealed interface Frame<H, C> {
    /** Which message of a call a body belongs to: its request goes to the server, its reply to the client. */
    enum Half {
        REQUEST,
        REPLY
    }

    /** Asks for the reply that will have the same id. */
    record Request<H, C>(long id, H head, boolean hasBody) implements Frame<H, C> {}

    record Reply<H, C>(long id, H head, boolean hasBody) implements Frame<H, C> {}

    record Chunk<H, C>(long id, Half of, C chunk) implements Frame<H, C> {}

    /** The body is complete. */
    record End<H, C>(long id, Half of) implements Frame<H, C> {}

    /** The call with this id has failed: there is no reply, or no more of it. */
    record Error<H, C>(long id, Failure failure) implements Frame<H, C> {}

    /** The body of the request ends here though it is not complete. */
    record Broken<H, C>(long id, Failure why) implements Frame<H, C> {}

    /** The caller of this id wants no reply any more, and sends nothing more of its request. */
    record Cancel<H, C>(long id) implements Frame<H, C> {}

    /** The peer may send so much more of this body. */
    record Credit<H, C>(long id, Half of, long size) implements Frame<H, C> {}

    /** Asks for nothing: a notification, a push. */
    record OneWay<H, C>(H head) implements Frame<H, C> {}

    /** The server wants no more calls on this connection; those that it gets are still answered. */
    record Goodbye<H, C>() implements Frame<H, C> {}
}
