package io.tapio.admission;

import java.util.concurrent.CompletionStage;

/**
 * The right to one call. It belongs to whoever holds it, and not to the service: nobody else's call can take it away.
 * What is not used in time is given back by itself. Thread-safe.
 */
public interface Ready<Q, A> {
    /**
     * Makes the call, in the context that the right was acquired with. Fails if the right is gone: used, released, or
     * not used in time.
     */
    CompletionStage<A> call(Q request);

    /** Gives the right back unused. Does nothing if it is gone. */
    void release();
}
