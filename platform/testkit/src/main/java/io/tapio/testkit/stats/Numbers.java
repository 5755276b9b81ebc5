package io.tapio.testkit.stats;

import io.tapio.stats.MemoryStats;
import io.tapio.stats.Metric;
import io.tapio.stats.Reading;
import io.tapio.stats.StatsSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks into stats.
 *
 * @param stats what the test's subject counts into
 */
public record Numbers(MemoryStats stats) {
    /** With stats of their own, which have room for a thousand numbers. */
    public Numbers() {
        this(new MemoryStats(new StatsSettings(1000)));
    }

    /** The number of this metric with these values of its tags, and no tags beside them. */
    public long of(Metric metric, String... values) {
        return of(metric.name(), tags(metric, values));
    }

    /** The number of this name with these tags, and no others. */
    public long of(String metric, Map<String, String> tags) {
        return ((Reading.Number) reading(metric, tags)).value();
    }

    /** The distribution of this metric with these values of its tags, and no tags beside them. */
    public Reading.Spread spread(Metric metric, String... values) {
        return (Reading.Spread) reading(metric.name(), tags(metric, values));
    }

    private Reading reading(String metric, Map<String, String> tags) {
        return stats.readings().stream()
                .filter(each ->
                        each.metric().name().equals(metric) && each.tags().equals(tags))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + metric + tags));
    }

    private static Map<String, String> tags(Metric metric, String... values) {
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            tags.put(metric.tags().get(i), values[i]);
        }
        return tags;
    }
}
