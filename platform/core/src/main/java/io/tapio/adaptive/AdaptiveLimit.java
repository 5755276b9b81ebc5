package io.tapio.adaptive;

import io.tapio.admission.Admission;
import io.tapio.admission.Gate;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * As many calls at a time as the service can do without making them wait: found by how long they take, after
 * {@link Gradient}. All services that one object is put around share them.
 */
public final class AdaptiveLimit<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    static final Metric LIMIT =
            Metric.gauge("tapio.adaptive.limit", "{call}", "Calls that there may be at a time, as measured");
    static final Metric IN_FLIGHT = Metric.gauge(
            "tapio.adaptive.in_flight", "{call}", "Calls under way, or about to be made, of those that may be");
    static final Metric DROPS = Metric.counter(
            "tapio.adaptive.drops",
            "{call}",
            "Calls that took too long or were refused further in, and lowered the limit");

    private final AdaptiveSettings settings;
    private final Gate gate;

    private AdaptiveLimit(AdaptiveSettings settings, Stats stats) {
        this.settings = settings;
        Gradient gradient = new Gradient(settings, RandomGenerator.getDefault());
        MeasuredLimit limit = new MeasuredLimit(gradient, stats.counter(DROPS));
        this.gate = new Gate("adaptive", limit, limits(settings), settings.waiting(), stats);
        stats.gauge(LIMIT, limit, MeasuredLimit::limit);
        stats.gauge(IN_FLIGHT, limit, MeasuredLimit::inFlight);
    }

    public static <Q, A> AdaptiveLimit<Q, A> of(AdaptiveSettings settings) {
        return new AdaptiveLimit<>(settings, Stats.none());
    }

    /** Another limit with the same settings, calls of its own, and nothing measured. */
    public AdaptiveLimit<Q, A> withStats(Stats stats) {
        return new AdaptiveLimit<>(settings, stats);
    }

    @Override
    public Admission<Q, A> apply(Service<Q, A> next) {
        return gate.before(next);
    }

    private static List<Bound> limits(AdaptiveSettings settings) {
        return List.of(
                Bound.count("calls at a time, at the most", settings.maxCalls(), AdaptiveSettings.PATH + ".max-calls"),
                Bound.count(
                        "calls at a time, at the least", settings.minCalls(), AdaptiveSettings.PATH + ".min-calls"));
    }

    @Override
    public List<Bound> bounds() {
        return gate.bounds();
    }
}
