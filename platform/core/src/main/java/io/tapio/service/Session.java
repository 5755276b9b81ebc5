package io.tapio.service;

import io.tapio.connection.CloseReason;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
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

    /** {@code calls} with the life of this session. */
    default <Q2, A2> Session<Q2, A2> withCalls(Service<Q2, A2> calls) {
        return new ViewedSession<>(calls, this, () -> false);
    }

    /** This session, which is {@link Status#BUSY} where it would be open, as long as {@code isBusy} says so. */
    default Session<Q, A> busyWhile(BooleanSupplier isBusy) {
        return new ViewedSession<>(this, this, isBusy);
    }

    /** Whether it is worth while to call. */
    enum Status {
        OPEN,
        /** Works, but would refuse a call now: full, or draining. */
        BUSY,
        CLOSED
    }
}
