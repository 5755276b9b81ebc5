package io.tapio.retry;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.time.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call whose first attempt has not simply succeeded. Its attempts are one after another, so that nothing here is used
 * by two threads at a time.
 *
 * <pre>
 *   attempt ──▶ ended ──▶ answered, or failed as the rule does not repeat      ──▶ the caller
 *      ▲          ├─────▶ too often, its caller has left, no time, no budget   ──▶ the caller, told what was tried
 *      └── wait ◀─┘
 * </pre>
 */
final class Repetition<Q, A> {
    private final Repeated<Q, A> repeated;
    private final Context context;
    private final Q request;
    private final Attempts attempts;
    private final boolean isOutermost;
    private final CompletableFuture<A> result = new CompletableFuture<>();
    private int times;
    private int limit;

    Repetition(Repeated<Q, A> repeated, Context context, Q request, Attempts attempts, boolean isOutermost) {
        this.repeated = repeated;
        this.context = context;
        this.request = request;
        this.attempts = attempts;
        this.isOutermost = isOutermost;
    }

    CompletionStage<A> after(CompletionStage<A> first) {
        follow(first);
        return result;
    }

    /** A loop for attempts that end at once, so that as many as may be cost no depth of the stack. */
    private void follow(CompletionStage<A> first) {
        CompletionStage<A> attempt = first;
        while (attempt instanceof CompletableFuture<A> future && future.isDone()) {
            if (!future.handle(this::isMadeAgain).join()) {
                return;
            }
            attempt = attempt();
        }
        attempt.handle((answer, thrown) -> { // which makes no exception of its own, as whenComplete does
            if (isMadeAgain(answer, thrown)) {
                follow(attempt());
            }
            return result;
        });
    }

    private CompletionStage<A> attempt() {
        repeated.counts().attempts().increment();
        try {
            return repeated.next().call(attempts.next(context), request);
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** An attempt has ended. True if the next is to be made at once; else it is over, or goes on after a wait. */
    private boolean isMadeAgain(A answer, @Nullable Throwable thrown) {
        try {
            return isMadeAgain(answer, thrown == null ? null : Failure.of(thrown));
        } catch (RuntimeException byTheRule) {
            result.completeExceptionally(Failure.of(byTheRule));
            return false;
        }
    }

    private boolean isMadeAgain(A answer, @Nullable Failure failure) {
        if (!isRepeated(answer, failure)) {
            end(answer, failure, null);
            return false;
        }
        Duration wait = repeated.rule().waitBefore(times + 1);
        Stop stop = stop(wait);
        if (stop != null) {
            repeated.counts().stopped(stop);
            end(answer, failure, stop);
            return false;
        }
        attempts.ended(failure);
        times++;
        if (!wait.isZero()) {
            Pause.begin(wait, context, () -> follow(attempt()), this::left);
        }
        return wait.isZero();
    }

    private boolean isRepeated(A answer, @Nullable Failure failure) {
        Rule<Q, A> rule = repeated.rule();
        return failure == null ? rule.isRepeatedAnswer(request, answer) : rule.isRepeated(request, failure);
    }

    /** Why the call is not made once more; null if it is, for which the budget has then paid. */
    private @Nullable Stop stop(Duration wait) {
        limit = times == 0 ? repeated.rule().limit() : limit;
        if (times > 0 && times >= limit) {
            return repeated.rule().limitReached(times);
        }
        if (context.cancellation().isCancelled()) {
            return Stop.cancelled();
        }
        Deadline deadline = context.deadline().orElse(null);
        Duration left = deadline == null ? null : deadline.left(context.timer());
        return left != null && left.compareTo(wait) <= 0
                ? Stop.deadline(left, wait)
                : repeated.budget().withdraw();
    }

    private void end(A answer, @Nullable Failure failure, @Nullable Stop stop) {
        if (failure == null) {
            result.complete(answer);
            return;
        }
        result.completeExceptionally(isOutermost ? attempts.tell(failure, stop) : failure);
    }

    /** The caller has left while nothing was under way. */
    private void left(Failure why) {
        Stop stop = Stop.cancelled();
        repeated.counts().stopped(stop);
        result.completeExceptionally(attempts.tell(why.withProcessed(Processed.NO), stop));
    }
}
