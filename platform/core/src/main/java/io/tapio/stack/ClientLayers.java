package io.tapio.stack;

import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.filter.Role;
import io.tapio.retry.Requeue;
import io.tapio.retry.RequeueSettings;
import io.tapio.retry.Retry;
import io.tapio.retry.RetryBudget;
import io.tapio.retry.RetryBudgetSettings;
import io.tapio.retry.RetryPolicy;
import io.tapio.retry.RetrySettings;
import io.tapio.stats.calls.CallStats;
import io.tapio.timeout.Timeout;
import io.tapio.timeout.TimeoutSettings;
import io.tapio.tracing.Tracing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters that a client can have. Both that make calls again share a budget. */
final class ClientLayers extends CommonLayers {
    private @Nullable RetryBudget budget;

    ClientLayers(Parts parts) {
        super(parts);
    }

    /** Made for the first that asks: a client that makes no call again has none to tell of. */
    private synchronized RetryBudget budget() {
        if (budget == null) {
            budget = RetryBudget.of(RetryBudgetSettings.from(parts.config())).withStats(parts.stats());
        }
        return budget;
    }

    @Override
    Map<String, AnyFilter> byWord() {
        Map<String, AnyFilter> known = super.byWord();
        known.put(Role.STATS.name(), this::stats);
        known.put(Role.TRACING.name(), this::tracing);
        known.put(Role.TOTAL_TIMEOUT.name(), this::totalTimeout);
        known.put(Role.RETRY.name(), this::retry);
        known.put(Role.REQUEUE.name(), this::requeue);
        known.put(Role.ATTEMPT_TIMEOUT.name(), this::attemptTimeout);
        return known;
    }

    private <Q, A> Filter<Q, A, Q, A> stats() {
        return CallStats.ofClient(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> tracing() {
        return Tracing.client(parts.tracer(), parts.name());
    }

    private <Q, A> Filter<Q, A, Q, A> totalTimeout() {
        return Timeout.<Q, A>total(TimeoutSettings.from(parts.config())).withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> retry() {
        return Retry.<Q, A>of(RetryPolicy.safe(), RetrySettings.from(parts.config()), budget())
                .withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> requeue() {
        return Requeue.<Q, A>of(RequeueSettings.from(parts.config()), budget()).withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> attemptTimeout() {
        return Timeout.<Q, A>attempt(TimeoutSettings.from(parts.config())).withStats(parts.stats());
    }
}
