package io.tapio.retry;

import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What one of the two filters counts. */
record RepeatCounts(Counter attempts, Map<Stop.Reason, Counter> stopped) {
    static final Metric ATTEMPTS = Metric.counter(
            "tapio.retry.attempts", "{attempt}", "Attempts made beside the first one of a call", "filter");
    static final Metric STOPPED = Metric.counter(
            "tapio.retry.stopped",
            "{call}",
            "Calls not made once more, although their outcome called for it",
            "filter",
            "reason");

    static RepeatCounts of(Stats stats, String filter) {
        Map<Stop.Reason, Counter> stopped = new EnumMap<>(Stop.Reason.class);
        for (Stop.Reason reason : Stop.Reason.values()) {
            stopped.put(reason, stats.counter(STOPPED, filter, reason.name().toLowerCase(Locale.ROOT)));
        }
        return new RepeatCounts(stats.counter(ATTEMPTS, filter), stopped);
    }

    void stopped(Stop stop) {
        stopped.getOrDefault(stop.reason(), more -> {}).increment();
    }
}
