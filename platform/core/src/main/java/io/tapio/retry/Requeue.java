package io.tapio.retry;

import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Stats;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes calls again that certainly had no effect, at once and without asking anybody, as far as a {@link RetryBudget}
 * lets; see the package for what it promises. For clients, and for whatever else calls. Shares its budget with all that
 * it is applied to.
 */
public final class Requeue<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    private final RequeueSettings settings;
    private final RetryBudget budget;
    private final Predicate<? super Q> repeatable;
    private final Stats stats;

    private Requeue(RequeueSettings settings, RetryBudget budget, Predicate<? super Q> repeatable, Stats stats) {
        this.settings = settings;
        this.budget = budget;
        this.repeatable = repeatable;
        this.stats = stats;
    }

    public static <Q, A> Requeue<Q, A> of(RequeueSettings settings, RetryBudget budget) {
        return new Requeue<>(settings, budget, RetryPolicy::hasNoBody, Stats.none());
    }

    /** With the settings of the application's configuration. */
    public static <Q, A> Requeue<Q, A> of(RetryBudget budget) {
        return of(RequeueSettings.load(), budget);
    }

    /**
     * Which requests can be made more than once at all, asked before the first attempt; those that have no body, unless
     * it is said.
     */
    public Requeue<Q, A> withRepeatable(Predicate<? super Q> repeatable) {
        return new Requeue<>(settings, budget, repeatable, stats);
    }

    public Requeue<Q, A> withStats(Stats stats) {
        return new Requeue<>(settings, budget, repeatable, stats);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Repeated<>(new WithoutEffect(), budget, RepeatCounts.of(stats, "requeue"), false, this, next);
    }

    @Override
    public List<Bound> bounds() {
        return settings.and(budget).bounds();
    }

    private final class WithoutEffect implements Rule<Q, A> {
        @Override
        public boolean isRepeatable(Q request) {
            return repeatable.test(request);
        }

        @Override
        public boolean isRepeated(Q request, Failure failure) {
            return failure.isSafeToRetry();
        }

        @Override
        public boolean isRepeatedAnswer(Q request, A answer) {
            return false;
        }

        @Override
        public int limit() {
            return settings.times(budget.balance());
        }

        @Override
        public Stop limitReached(int times) {
            return Stop.attempts("made again " + times + " times, where " + settings.maxTimes() + " are the most ("
                    + RequeueSettings.PATH + ".max-times), and a share of " + settings.maxShare()
                    + " of the budget (" + RequeueSettings.PATH + ".max-share)");
        }

        @Override
        public Duration waitBefore(int time) {
            return Duration.ZERO;
        }
    }
}
