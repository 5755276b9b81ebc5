package io.tapio.admission;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import org.jspecify.annotations.Nullable;

/** How a call ended, for the limiter that its permit goes back to. */
public enum Outcome {
    /** It has an answer; how long that took tells how busy the service is. */
    ANSWERED,
    /** It was complete when it returned: it had nothing to wait for. */
    AT_ONCE,
    /** It took too long, or was refused by something further in: the service has more to do than it can. */
    DROPPED,
    /** It failed otherwise, or its caller left: that says nothing of how busy the service is. */
    FAILED,
    /** It was never made. */
    UNUSED;

    static Outcome of(@Nullable Throwable thrown) {
        if (thrown == null) {
            return ANSWERED;
        }
        Where where = Failure.of(thrown).where();
        return where == Where.TIMEOUT || where == Where.QUEUE ? DROPPED : FAILED;
    }
}
