package io.tapio.retry;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Stats;
import io.tapio.wire.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes calls again after a wait, as a {@link RetryPolicy} says, and a {@link RetryBudget} lets; see the package for
 * what it promises. For clients, and for whatever else calls. Shares its budget with all that it is applied to.
 */
public final class Retry<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    /**
     * Which attempt of its call a request is, from 2 on, so that a server can see it; that of the nearest caller who
     * makes calls again.
     */
    public static final Context.Key<Integer> ATTEMPT =
            Context.Key.sent("tapio.attempt", WireFormat.text().map(Integer::parseInt, String::valueOf));

    /** The detail of a failure that tells how often the call was made, and how each attempt ended. */
    public static final String ATTEMPTS = "retry.attempts";

    /** The detail of a failure that tells why the call was not made once more. */
    public static final String STOPPED = "retry.stopped";

    private final RetryPolicy<Q, A> policy;
    private final RetrySettings settings;
    private final RetryBudget budget;
    private final Stats stats;
    private final Supplier<? extends RandomGenerator> random;

    private Retry(
            RetryPolicy<Q, A> policy,
            RetrySettings settings,
            RetryBudget budget,
            Stats stats,
            Supplier<? extends RandomGenerator> random) {
        this.policy = policy;
        this.settings = settings;
        this.budget = budget;
        this.stats = stats;
        this.random = random;
    }

    public static <Q, A> Retry<Q, A> of(RetryPolicy<Q, A> policy, RetrySettings settings, RetryBudget budget) {
        return new Retry<>(policy, settings, budget, Stats.none(), ThreadLocalRandom::current);
    }

    /** What certainly had no effect, with the settings of the application's configuration. */
    public static <Q, A> Retry<Q, A> safe(RetryBudget budget) {
        return of(RetryPolicy.safe(), RetrySettings.load(), budget);
    }

    /** Beside that, what may have had an effect, if it is one that twice is the same as once. */
    public static <Q, A> Retry<Q, A> idempotent(Predicate<? super Q> isIdempotent, RetryBudget budget) {
        return of(RetryPolicy.idempotent(isIdempotent), RetrySettings.load(), budget);
    }

    public Retry<Q, A> withStats(Stats stats) {
        return new Retry<>(policy, settings, budget, stats, random);
    }

    /** Where the jitter comes from: that of the thread, unless it is said. */
    public Retry<Q, A> withRandom(Supplier<? extends RandomGenerator> random) {
        return new Retry<>(policy, settings, budget, stats, random);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Repeated<>(new ByPolicy(), budget, RepeatCounts.of(stats, "retry"), true, this, next);
    }

    @Override
    public List<Bound> bounds() {
        return settings.and(budget).bounds();
    }

    private final class ByPolicy implements Rule<Q, A> {
        @Override
        public boolean isRepeatable(Q request) {
            return policy.isRepeatable(request);
        }

        @Override
        public boolean isRepeated(Q request, Failure failure) {
            return policy.isRetried(request, failure);
        }

        @Override
        public boolean isRepeatedAnswer(Q request, A answer) {
            return policy.isRetriedAnswer(request, answer);
        }

        @Override
        public int limit() {
            return settings.maxAttempts() - 1;
        }

        @Override
        public Stop limitReached(int times) {
            return Stop.attempts("attempt " + (times + 2L) + ", where " + settings.maxAttempts() + " may be made ("
                    + RetrySettings.PATH + ".max-attempts)");
        }

        @Override
        public Duration waitBefore(int time) {
            return settings.backoff().after(time, random.get());
        }
    }
}
