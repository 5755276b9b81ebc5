package io.tapio.retry;

import io.tapio.body.Streamed;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Which calls are worth another attempt, and may have one. Thread-safe. */
@FunctionalInterface
public interface RetryPolicy<Q, A> {
    boolean isRetried(Q request, Failure failure);

    /** The same of an answer, for protocols in which some answers say "later": none. */
    default boolean isRetriedAnswer(Q request, A answer) {
        return false;
    }

    /** Whether the request can be made more than once at all; asked before the first attempt: {@link #hasNoBody}. */
    default boolean isRepeatable(Q request) {
        return hasNoBody(request);
    }

    /**
     * False for a message with a body. That is read once, and whoever was given the message has read it or cancelled
     * it, also if he refused the call.
     */
    static boolean hasNoBody(Object request) {
        return !(request instanceof Streamed<?, ?> message) || message.body().isEmpty();
    }

    /** Calls that certainly had no effect, whatever they ask for. */
    static <Q, A> RetryPolicy<Q, A> safe() {
        return (request, failure) -> failure.isSafeToRetry();
    }

    /**
     * Beside the {@link #safe} ones, calls that may have had an effect, if their request does the same twice as once.
     * Not a call that was carried out and failed, which it would again, nor one that its caller has left.
     */
    static <Q, A> RetryPolicy<Q, A> idempotent(Predicate<? super Q> isIdempotent) {
        return (request, failure) -> failure.isSafeToRetry()
                || (failure.processed() == Processed.MAYBE
                        && failure.where() != Where.CANCELLED
                        && isIdempotent.test(request));
    }

    /** Calls whose answer says so: an HTTP 503 of a GET. */
    static <Q, A> RetryPolicy<Q, A> answered(BiPredicate<? super Q, ? super A> isRetried) {
        return new RetryPolicy<>() {
            @Override
            public boolean isRetried(Q request, Failure failure) {
                return false;
            }

            @Override
            public boolean isRetriedAnswer(Q request, A answer) {
                return isRetried.test(request, answer);
            }
        };
    }

    /** What this one or {@code other} retries, as far as both hold the request for repeatable. */
    default RetryPolicy<Q, A> or(RetryPolicy<Q, A> other) {
        RetryPolicy<Q, A> one = this;
        return new RetryPolicy<>() {
            @Override
            public boolean isRetried(Q request, Failure failure) {
                return one.isRetried(request, failure) || other.isRetried(request, failure);
            }

            @Override
            public boolean isRetriedAnswer(Q request, A answer) {
                return one.isRetriedAnswer(request, answer) || other.isRetriedAnswer(request, answer);
            }

            @Override
            public boolean isRepeatable(Q request) {
                return one.isRepeatable(request) && other.isRepeatable(request);
            }
        };
    }
}
