package io.tapio.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Stats whose numbers have some tags more. */
record TaggedStats(MemoryStats all, Map<String, String> tags) implements Stats {
    @Override
    public Counter counter(Metric metric, String... values) {
        return all.counter(metric, tags, values);
    }

    @Override
    public Distribution distribution(Metric metric, String... values) {
        return all.distribution(metric, tags, values);
    }

    @Override
    public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {
        all.gauge(metric, owner, value, tags, values);
    }

    @Override
    public Stats tagged(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(tags);
        more.put(key, value);
        return new TaggedStats(all, more);
    }
}
