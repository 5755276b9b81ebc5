package io.tapio.rate;

import io.tapio.admission.Admission;
import io.tapio.admission.Gate;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Stats;
import java.util.List;

/**
 * So many calls in a second, however many there are at a time. All services that one object is put around share them.
 *
 * <p>A refusal says when it is worth trying again: its detail {@link Gate#RETRY_AFTER}.
 */
public final class RateLimit<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    private final RateSettings settings;
    private final Gate gate;

    private RateLimit(RateSettings settings, Stats stats) {
        this.settings = settings;
        TokenBucket bucket =
                new TokenBucket(settings.period().toNanos() / settings.calls(), settings.burst(), words(settings));
        this.gate = new Gate("rate", bucket, limits(settings), settings.waiting(), stats);
    }

    public static <Q, A> RateLimit<Q, A> of(RateSettings settings) {
        return new RateLimit<>(settings, Stats.none());
    }

    /** Another limit with the same settings, and calls of its own. */
    public RateLimit<Q, A> withStats(Stats stats) {
        return new RateLimit<>(settings, stats);
    }

    @Override
    public Admission<Q, A> apply(Service<Q, A> next) {
        return gate.before(next);
    }

    private static String words(RateSettings settings) {
        return settings.calls() + " calls in " + settings.period().toMillis() + " ms (" + RateSettings.PATH
                + ".calls and .period)";
    }

    private static List<Bound> limits(RateSettings settings) {
        return List.of(
                Bound.count(
                        "calls in " + settings.period().toMillis() + " ms",
                        settings.calls(),
                        RateSettings.PATH + ".calls"),
                Bound.count("calls at once", settings.burst(), RateSettings.PATH + ".burst"));
    }

    @Override
    public List<Bound> bounds() {
        return gate.bounds();
    }
}
