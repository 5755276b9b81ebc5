package io.tapio.stack;

import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.filter.Role;
import io.tapio.stats.calls.CallStats;
import io.tapio.timeout.PastDeadline;
import io.tapio.timeout.Timeout;
import io.tapio.timeout.TimeoutSettings;
import io.tapio.tracing.Tracing;
import java.util.Map;

/** The filters that a server can have. */
final class ServerLayers extends CommonLayers {
    ServerLayers(Parts parts) {
        super(parts);
    }

    @Override
    Map<String, AnyFilter> byWord() {
        Map<String, AnyFilter> known = super.byWord();
        known.put(Role.STATS.name(), this::stats);
        known.put(Role.TRACING.name(), this::tracing);
        known.put(Role.DEADLINE.name(), this::deadline);
        known.put(Role.TOTAL_TIMEOUT.name(), this::timeout);
        return known;
    }

    private <Q, A> Filter<Q, A, Q, A> stats() {
        return CallStats.ofServer(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> tracing() {
        return Tracing.server(parts.tracer(), parts.name());
    }

    private <Q, A> Filter<Q, A, Q, A> deadline() {
        return new PastDeadline<Q, A>().withStats(parts.stats());
    }

    private <Q, A> Filter<Q, A, Q, A> timeout() {
        return Timeout.<Q, A>request(TimeoutSettings.from(parts.config())).withStats(parts.stats());
    }
}
