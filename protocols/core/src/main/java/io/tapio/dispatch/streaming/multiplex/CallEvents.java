package io.tapio.dispatch.streaming.multiplex;

import io.tapio.failure.Failure;

/** What happens to the bodies of a call. */
interface CallEvents {
    /** The reader of the body that comes has taken some, or has left. */
    void look(long id);

    /** The body that goes has a chunk that was waited for. */
    void ready(long id);

    /** A body that nobody reads has not ended in time. */
    void late(long id, Failure why);
}
