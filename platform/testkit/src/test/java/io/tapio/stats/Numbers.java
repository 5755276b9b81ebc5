package io.tapio.stats;

import java.util.HashMap;
import java.util.Map;

/** Looks into stats. */
final class Numbers {
    private final MemoryStats stats;

    Numbers(MemoryStats stats) {
        this.stats = stats;
    }

    /** The number of this metric with these values of its tags, and no other tags. */
    long of(Metric metric, String... values) {
        return ((Reading.Number) reading(metric, values)).value();
    }

    Reading.Spread spread(Metric metric, String... values) {
        return (Reading.Spread) reading(metric, values);
    }

    private Reading reading(Metric metric, String... values) {
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            tags.put(metric.tags().get(i), values[i]);
        }
        return stats.readings().stream()
                .filter(each -> each.metric().equals(metric) && each.tags().equals(tags))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + metric.name() + tags));
    }
}
