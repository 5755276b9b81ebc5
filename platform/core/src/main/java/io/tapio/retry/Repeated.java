package io.tapio.retry;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A service with one of the two filters around it. What makes calls again is made when one has to be.
 *
 * @param isOuter whether there may be filters inside that share the budget, and have to know of this one
 */
record Repeated<Q, A>(
        Rule<Q, A> rule, RetryBudget budget, RepeatCounts counts, boolean isOuter, Bounded own, Service<Q, A> next)
        implements Service<Q, A>, Bounded {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Attempts outer = Attempts.of(context, budget);
        if (outer != null) {
            return call(context, request, outer, false);
        }
        budget.deposit();
        Context first = Attempts.first(context);
        return isOuter ? asOutermost(first, request) : call(first, request, null, true);
    }

    private CompletionStage<A> asOutermost(Context context, Q request) {
        Attempts attempts = new Attempts(budget);
        return call(attempts.told(context), request, attempts, true);
    }

    private CompletionStage<A> call(Context context, Q request, @Nullable Attempts attempts, boolean isOutermost) {
        if (!rule.isRepeatable(request)) {
            return next.call(context, request);
        }
        CompletionStage<A> answer = next.call(context, request);
        if (answer instanceof CompletableFuture<A> future
                && future.isDone()
                && !future.isCompletedExceptionally()
                && !rule.isRepeatedAnswer(request, future.join())) {
            return answer;
        }
        Attempts made = attempts == null ? new Attempts(budget) : attempts;
        return new Repetition<>(this, context, request, made, isOutermost).after(answer);
    }

    @Override
    public List<Bound> bounds() {
        return own.and(() -> Bounded.of(next)).bounds();
    }
}
