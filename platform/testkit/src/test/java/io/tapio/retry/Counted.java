package io.tapio.retry;

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

/** Stats whose numbers a test can ask for, by metric and values. */
public final class Counted implements Stats {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();

    /** Zero, too, if nobody has asked for such a counter. */
    public long of(Metric metric, String... values) {
        LongSupplier gauge = gauges.get(key(metric, values));
        return gauge != null ? gauge.getAsLong() : cell(metric, values).sum();
    }

    @Override
    public Counter counter(Metric metric, String... values) {
        return cell(metric, values)::add;
    }

    @Override
    public Distribution distribution(Metric metric, String... values) {
        throw new UnsupportedOperationException("nothing here has a distribution");
    }

    @Override
    public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {
        gauges.put(key(metric, values), () -> value.applyAsLong(owner));
    }

    @Override
    public Stats tagged(String key, String value) {
        return this;
    }

    private LongAdder cell(Metric metric, String... values) {
        return counters.computeIfAbsent(key(metric, values), key -> new LongAdder());
    }

    private static String key(Metric metric, String... values) {
        if (values.length != metric.tags().size()) {
            throw new IllegalArgumentException(
                    metric.name() + " has the tags " + metric.tags() + ", not " + values.length);
        }
        return metric.name() + List.of(values);
    }
}
