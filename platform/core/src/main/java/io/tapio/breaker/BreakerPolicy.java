package io.tapio.breaker;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;

/** What the outcome of a call says about the one that was called. Thread-safe. */
@FunctionalInterface
public interface BreakerPolicy<A> {
    enum Verdict {
        /** It works. */
        SUCCESS,
        /** It does not. */
        FAILURE,
        /** Nothing about it. */
        NOTHING
    }

    Verdict ofFailure(Failure failure);

    /** The same of an answer, for protocols in which some answers are failures: it works. */
    default Verdict ofAnswer(A answer) {
        return Verdict.SUCCESS;
    }

    /**
     * What no connection could be made to, what broke off, what took too long, what spoke nonsense, and what failed for
     * no reason of the request's, does not work. What carried a call out works, also if the outcome is a failure, as
     * wrong arguments have. What was refused on this side, or given up, never was put to the test; and a peer that
     * refuses a call lives, and says that it has too many: whoever took all the others from it would bury it.
     */
    static <A> BreakerPolicy<A> standard() {
        return failure -> switch (failure.where()) {
            case CONNECT, HANDSHAKE, WRITE, DECODE, CLOSED -> Verdict.FAILURE;
            case SERVICE -> failure.processed() == Processed.YES ? Verdict.SUCCESS : Verdict.FAILURE;
            case TIMEOUT -> failure.processed() == Processed.NO ? Verdict.NOTHING : Verdict.FAILURE;
            case QUEUE, CANCELLED, PEER_REFUSED -> Verdict.NOTHING;
        };
    }
}
