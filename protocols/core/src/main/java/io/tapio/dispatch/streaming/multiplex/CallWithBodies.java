package io.tapio.dispatch.streaming.multiplex;

import io.tapio.dispatch.streaming.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * A call under way, as its bodies see it, on either side.
 *
 * @param <I> a chunk that comes
 * @param <O> a chunk that goes
 */
interface CallWithBodies<I, O> {
    long id();

    /** Where the pieces of the body that comes go; null if there is none. */
    @Nullable
    Incoming<I> incoming();

    /** The body that goes, while it is being sent. */
    @Nullable
    Sending<O> sending();

    default boolean hasPiece() {
        Sending<O> sending = sending();
        return sending != null && sending.isReady();
    }
}
