package io.tapio.admission;

import io.tapio.stats.Counter;
import io.tapio.stats.Distribution;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Numbers that a test can read: by the metric's name and the values of its tags. */
public final class Counted implements Stats {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    public long count(String name) {
        LongAdder counter = counters.get(name);
        return counter == null ? 0 : counter.sum();
    }

    public long gauge(String name) {
        return gauges.get(name).getAsLong();
    }

    private static String name(Metric metric, String... values) {
        return metric.name() + List.of(values);
    }

    @Override
    public Counter counter(Metric metric, String... values) {
        return counters.computeIfAbsent(name(metric, values), name -> new LongAdder())::add;
    }

    @Override
    public Distribution distribution(Metric metric, String... values) {
        LongAdder count = counters.computeIfAbsent(name(metric, values), name -> new LongAdder());
        return value -> count.increment();
    }

    @Override
    public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {
        gauges.put(name(metric, values), () -> value.applyAsLong(owner));
    }

    @Override
    public Stats tagged(String key, String value) {
        return this;
    }
}
