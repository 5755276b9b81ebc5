package io.tapio.filter;

import io.tapio.failure.Failure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How a call has ended, for filters that look at calls and change nothing.
 *
 * <pre>{@code
 * if (answer instanceof CompletableFuture<A> future && future.isDone()) {
 *     ended(Outcome.of(future)); // the short way: allocates nothing
 *     return answer;
 * }
 * return Outcome.tell(answer, failure -> ended(failure));
 * }</pre>
 */
public final class Outcome {
    /** Hears of the end of one call. */
    @FunctionalInterface
    public interface Listener {
        /** @param failure why it failed; null if it did not */
        void ended(@Nullable Failure failure);
    }

    private Outcome() {}

    /** Why a call that has ended has failed; null if it has not. */
    public static @Nullable Failure of(CompletableFuture<?> ended) {
        if (!ended.isCompletedExceptionally()) {
            return null;
        }
        try {
            ended.join();
            return null;
        } catch (CompletionException | CancellationException thrown) {
            return Failure.of(thrown);
        }
    }

    /**
     * The same answer, after {@code listener} has heard of it: whoever waits for the answer may rely on that, and gets
     * a {@link Failure} as it is, never inside another exception.
     */
    public static <A> CompletionStage<A> tell(CompletionStage<A> answer, Listener listener) {
        CompletableFuture<A> told = new CompletableFuture<>();
        answer.whenComplete((value, thrown) -> {
            Failure failure = thrown == null ? null : Failure.of(thrown);
            try {
                listener.ended(failure);
            } finally { // a listener that throws must not keep the caller from its answer
                if (failure == null) {
                    told.complete(value);
                } else {
                    told.completeExceptionally(failure);
                }
            }
        });
        return told;
    }
}
