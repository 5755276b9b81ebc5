package io.tapio.dispatch.streaming.pipeline;

import io.tapio.failure.Failure;

/**
 * What the two ends of a streaming pipelined connection send each other: a head, and if that says so, chunks up to an
 * end. How they look on the wire is the codec's affair.
 *
 * @param <H> what a message begins with
 * @param <C> a chunk of its body
 */
public sealed interface Part<H, C> {
    /** A message begins; without a body it ends here, too. */
    record Head<H, C>(H head, boolean hasBody) implements Part<H, C> {}

    record Chunk<H, C>(C chunk) implements Part<H, C> {}

    /** The body is complete, and with it the message. */
    record End<H, C>() implements Part<H, C> {}

    /**
     * The body ends here though it is not complete. An encoder of a protocol that cannot say so throws, which ends the
     * connection: the peer must not take the body for whole.
     */
    record Broken<H, C>(Failure why) implements Part<H, C> {}
}
