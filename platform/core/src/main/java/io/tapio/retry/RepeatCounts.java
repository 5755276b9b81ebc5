package io.tapio.retry;

import io.tapio.stats.Counter;
import io.tapio.stats.CounterOf;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;

/** What one of the two filters counts. */
record RepeatCounts(Counter attempts, CounterOf<Stop.Reason> stopped) {
    static final Metric ATTEMPTS = Metric.counter(
            "tapio.retry.attempts", "{attempt}", "Attempts made beside the first one of a call", "filter");
    static final Metric STOPPED = Metric.counter(
            "tapio.retry.stopped",
            "{call}",
            "Calls not made once more, although their outcome called for it",
            "filter",
            "reason");

    static RepeatCounts of(Stats stats, String filter) {
        return new RepeatCounts(
                stats.counter(ATTEMPTS, filter), new CounterOf<>(stats, STOPPED, Stop.Reason.class, filter));
    }

    void stopped(Stop stop) {
        stopped.increment(stop.reason());
    }
}
