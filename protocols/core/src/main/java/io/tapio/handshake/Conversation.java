package io.tapio.handshake;

import java.util.List;

/**
 * What one side says and hears before the protocol proper, on one connection; called on its thread, and never blocks.
 *
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 * @param <R> what the two have agreed upon
 */
@FunctionalInterface
public interface Conversation<I, O, R> {
    /** What is said before anything has come. */
    default List<O> start() {
        return List.of();
    }

    /** What a frame of the peer leads to. What this throws is a refusal, without a last frame. */
    Step<O, R> onFrame(I frame);
}
