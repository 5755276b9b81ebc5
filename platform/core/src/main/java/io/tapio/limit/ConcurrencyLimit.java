package io.tapio.limit;

import io.tapio.admission.Admission;
import io.tapio.admission.Gate;
import io.tapio.admission.InFlight;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.List;

/**
 * So many calls at a time, however long they take. All services that one object is put around share them.
 *
 * <p>With {@link io.tapio.admission.WaitingSettings#withoutWaiting() no place to wait} it sheds load: what is too much
 * is refused at once. With one it is a bounded buffer.
 */
public final class ConcurrencyLimit<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    static final Metric IN_FLIGHT = Metric.gauge(
            "tapio.limit.in_flight", "{call}", "Calls under way, or about to be made, of those that may be");

    private final LimitSettings settings;
    private final Gate gate;

    private ConcurrencyLimit(LimitSettings settings, Stats stats) {
        this.settings = settings;
        InFlight inFlight = new InFlight();
        this.gate = new Gate(
                "limit", new Slots(inFlight, settings.maxCalls()), limits(settings), settings.waiting(), stats);
        stats.gauge(IN_FLIGHT, inFlight, InFlight::now);
    }

    public static <Q, A> ConcurrencyLimit<Q, A> of(LimitSettings settings) {
        return new ConcurrencyLimit<>(settings, Stats.none());
    }

    /** Another limit with the same settings, and calls of its own. */
    public ConcurrencyLimit<Q, A> withStats(Stats stats) {
        return new ConcurrencyLimit<>(settings, stats);
    }

    @Override
    public Admission<Q, A> apply(Service<Q, A> next) {
        return gate.before(next);
    }

    private static List<Bound> limits(LimitSettings settings) {
        return List.of(Bound.count("calls at a time", settings.maxCalls(), LimitSettings.PATH + ".max-calls"));
    }

    @Override
    public List<Bound> bounds() {
        return gate.bounds();
    }
}
