package io.tapio.service;

import io.tapio.connection.CloseReason;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * A service with a life: a client's connection, which all its calls go over, or a service under a supervisor.
 * Thread-safe.
 */
public interface Session<Q, A> extends Service<Q, A> {
    Status status();

    /**
     * Refuses new calls, lets those under way finish, and closes; what is still under way after {@code within} fails.
     * Completes when the session has closed, and never fails.
     */
    CompletionStage<Done> drain(Duration within);

    /** Completes when the session has closed, with the reason; never fails. */
    CompletionStage<CloseReason> closed();

    /** Whether it is worth while to call. */
    enum Status {
        OPEN,
        /** Works, but would refuse a call now: full, or draining. */
        BUSY,
        CLOSED
    }
}
