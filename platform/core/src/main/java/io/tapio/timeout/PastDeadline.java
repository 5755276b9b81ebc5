package io.tapio.timeout;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.filter.Transparent;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses calls whose deadline has passed before they have begun: nobody waits for what they would do. For servers, and
 * behind whatever lets calls wait. How many it refuses has no limit, because a deadline comes as the time that is left,
 * which no difference of clocks can make negative.
 */
public final class PastDeadline<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    static final Metric REFUSED = Metric.counter(
            "tapio.timeout.past_deadline",
            "{call}",
            "Calls refused because their deadline had passed before they began");

    private final Counter refused;

    private PastDeadline(Stats stats) {
        this.refused = stats.counter(REFUSED);
    }

    public PastDeadline() {
        this(Stats.none());
    }

    public PastDeadline<Q, A> withStats(Stats stats) {
        return new PastDeadline<>(stats);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new InTime<>(this, next);
    }

    /** None: it refuses what has no time, and not what has too little. */
    @Override
    public List<Bound> bounds() {
        return List.of();
    }

    /** The service without the calls that are too late. */
    private record InTime<Q, A>(PastDeadline<Q, A> past, Service<Q, A> next) implements Transparent<Q, A> {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            Deadline deadline = context.deadline().orElse(null);
            return deadline == null || !deadline.hasPassed(context.timer())
                    ? next.call(context, request)
                    : past.refused(context, deadline);
        }
    }

    private CompletionStage<A> refused(Context context, Deadline deadline) {
        refused.increment();
        long late = deadline.left(context.timer()).negated().toMillis();
        return CompletableFuture.failedFuture(Failure.at(
                Where.TIMEOUT, Processed.NO, "its deadline had passed " + late + " ms before it could begin"));
    }
}
