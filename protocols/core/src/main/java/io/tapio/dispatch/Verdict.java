package io.tapio.dispatch;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a failed call, or a bad frame: an answer, the end of the connection, or the one behind the other.
 *
 * @param answer what the peer is told; null if nothing
 * @param end why the connection ends when what it owes up to here is answered; null if it goes on
 */
public record Verdict<A>(@Nullable A answer, @Nullable Failure end) {
    /** @param errorFrame what a failure is answered with; if it throws, the protocol has no word for it */
    public static <A> Verdict<A> onCall(
            FailurePolicy policy, Failure failure, Function<? super Failure, ? extends A> errorFrame) {
        return on(policy, failure, errorFrame, Verdict::ofService);
    }

    /** As {@link #onCall}, for a fault of the peer. */
    public static <A> Verdict<A> onBadFrame(
            FailurePolicy policy, Failure failure, Function<? super Failure, ? extends A> errorFrame) {
        return on(policy, failure, errorFrame, UnaryOperator.identity());
    }

    private static <A> Verdict<A> on(
            FailurePolicy policy,
            Failure failure,
            Function<? super Failure, ? extends A> errorFrame,
            UnaryOperator<Failure> end) {
        OnFailure choice = policy.choose(failure);
        A answer = choice == OnFailure.CLOSE ? null : answer(failure, errorFrame);
        return new Verdict<>(answer, choice == OnFailure.ANSWER && answer != null ? null : end.apply(failure));
    }

    private static <A> @Nullable A answer(Failure failure, Function<? super Failure, ? extends A> errorFrame) {
        try {
            return errorFrame.apply(failure);
        } catch (RuntimeException none) {
            return null;
        }
    }

    /** Wherever a service has failed, with a peer of its own maybe: to its caller's connection it is the service. */
    private static Failure ofService(Failure failure) {
        return Kind.SERVICE_FAILED.naming(failure);
    }
}
