package io.tapio.filter;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Changes the types of a service: requests on their way in, responses on their way out. What the functions throw fails
 * the call: before the service was called as one that was not processed, after it as one that was.
 *
 * <pre>
 *   Q ──▶ [ request  ] ──▶ Q2 ──▶ service
 *   A ◀── [ response ] ◀── A2 ◀──
 * </pre>
 */
public final class Adapt {
    private Adapt() {}

    /** By plain functions. An answer that is there at once is changed at once. */
    public static <Q, A, Q2, A2> Filter<Q, A, Q2, A2> of(
            Function<? super Q, ? extends Q2> request, Function<? super A2, ? extends A> response) {
        return next -> (context, asked) -> {
            Q2 adapted;
            try {
                adapted = request.apply(asked);
            } catch (RuntimeException thrown) {
                return CompletableFuture.failedFuture(Failure.of(thrown).withProcessed(Processed.NO));
            }
            CompletionStage<A2> answer = next.call(context, adapted);
            if (answer instanceof CompletableFuture<A2> future && future.isDone()) {
                Failure failure = Outcome.of(future);
                return failure == null ? answered(response, future.join()) : CompletableFuture.failedFuture(failure);
            }
            return unwrapped(answer.thenCompose(value -> answered(response, value)));
        };
    }

    /** By functions that take their time. */
    public static <Q, A, Q2, A2> Filter<Q, A, Q2, A2> async(
            Function<? super Q, ? extends CompletionStage<Q2>> request,
            Function<? super A2, ? extends CompletionStage<A>> response) {
        return next -> (context, asked) -> unwrapped(step(request, asked, Processed.NO)
                .thenCompose(adapted -> next.call(context, adapted))
                .thenCompose(value -> step(response, value, Processed.YES)));
    }

    private static <A, A2> CompletionStage<A> answered(Function<? super A2, ? extends A> response, A2 value) {
        try {
            return CompletableFuture.completedFuture(response.apply(value));
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(Failure.of(thrown).withProcessed(Processed.YES));
        }
    }

    private static <T, U> CompletionStage<U> step(
            Function<? super T, ? extends CompletionStage<U>> function, T value, Processed ifItFails) {
        CompletionStage<U> changed;
        try {
            changed = function.apply(value);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(Failure.of(thrown).withProcessed(ifItFails));
        }
        return changed.exceptionallyCompose(
                thrown -> CompletableFuture.failedFuture(Failure.of(thrown).withProcessed(ifItFails)));
    }

    /** A dependent stage puts a failure into an exception of its own. */
    private static <A> CompletionStage<A> unwrapped(CompletionStage<A> answer) {
        return Outcome.tell(answer, failure -> {});
    }
}
