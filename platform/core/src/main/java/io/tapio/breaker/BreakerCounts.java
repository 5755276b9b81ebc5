package io.tapio.breaker;

import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;

/** What breakers count. */
record BreakerCounts(Counter deaths, Counter revivals, Counter probes, Counter refused) {
    static final Metric DEAD =
            Metric.gauge("tapio.breaker.dead", "{breaker}", "Breakers that hold what they judge for dead");
    static final Metric DEATHS = Metric.counter(
            "tapio.breaker.deaths", "{death}", "How often something was held for dead, failed probes not counted");
    static final Metric REVIVALS =
            Metric.counter("tapio.breaker.revivals", "{revival}", "How often something was found to be alive again");
    static final Metric PROBES =
            Metric.counter("tapio.breaker.probes", "{call}", "Calls that tried what was held for dead");
    static final Metric REFUSED = Metric.counter(
            "tapio.breaker.refused", "{call}", "Calls not made, because what they were for was held for dead");

    static BreakerCounts of(Stats stats) {
        return new BreakerCounts(
                stats.counter(DEATHS), stats.counter(REVIVALS), stats.counter(PROBES), stats.counter(REFUSED));
    }
}
