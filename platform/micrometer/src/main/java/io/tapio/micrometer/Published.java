package io.tapio.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.Metric;
import io.tapio.stats.Metric.Kind;
import io.tapio.stats.Percentiles;
import io.tapio.stats.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters of one registry; it is told of numbers one by one. */
final class Published implements MemoryStats.Follower {
    private static final double NANOS = 1e9;

    private final MicrometerSettings settings;
    private final MeterRegistry registry;
    private final Map<Reading, List<Meter>> meters = new HashMap<>();

    Published(MicrometerSettings settings, MeterRegistry registry) {
        this.settings = settings;
        this.registry = registry;
    }

    @Override
    public synchronized void added(Reading reading) {
        List<Tag> tags = reading.tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
        meters.put(
                reading,
                reading instanceof Reading.Spread spread
                        ? distribution(spread, tags)
                        : List.of(number((Reading.Number) reading, tags)));
    }

    @Override
    public synchronized void removed(Reading reading) {
        meters.getOrDefault(reading, List.of()).forEach(registry::remove);
        meters.remove(reading);
    }

    /** Takes all meters out of the registry. */
    synchronized void remove() {
        List.copyOf(meters.keySet()).forEach(this::removed);
    }

    private Meter number(Reading.Number number, List<Tag> tags) {
        Metric metric = number.metric();
        double scale = metric.isTime() ? NANOS : 1;
        return metric.kind() == Kind.COUNTER
                ? counter(metric, metric.name(), number, each -> each.value() / scale, tags)
                : gauge(metric, metric.name(), number, each -> each.value() / scale, tags);
    }

    private List<Meter> distribution(Reading.Spread spread, List<Tag> tags) {
        Metric metric = spread.metric();
        List<Meter> made = new ArrayList<>();
        if (metric.isTime()) {
            made.add(FunctionTimer.builder(
                            metric.name(), spread, Reading.Spread::count, Reading.Spread::sum, TimeUnit.NANOSECONDS)
                    .description(metric.description())
                    .tags(tags)
                    .register(registry));
        } else {
            made.add(counter(metric, metric.name() + ".count", spread, Reading.Spread::count, tags));
            made.add(counter(metric, metric.name() + ".sum", spread, Reading.Spread::sum, tags));
        }
        Window window = new Window(spread, settings.window(), registry.config().clock());
        made.add(recent(metric, ".max", window, Percentiles::max, tags));
        for (double share : settings.percentiles()) {
            List<Tag> withShare = new ArrayList<>(tags);
            withShare.add(Tag.of("phi", Double.toString(share)));
            made.add(recent(metric, ".percentile", window, all -> all.at(100 * share), withShare));
        }
        return made;
    }

    private Meter recent(
            Metric metric, String suffix, Window window, ToDoubleFunction<Percentiles> value, List<Tag> tags) {
        double scale = metric.isTime() ? NANOS : 1;
        return gauge(metric, metric.name() + suffix, window, each -> value.applyAsDouble(each.recent()) / scale, tags);
    }

    private <T> Meter counter(Metric metric, String name, T of, ToDoubleFunction<T> value, List<Tag> tags) {
        return FunctionCounter.builder(name, of, value)
                .description(metric.description())
                .baseUnit(unit(metric))
                .tags(tags)
                .register(registry);
    }

    private <T> Meter gauge(Metric metric, String name, T of, ToDoubleFunction<T> value, List<Tag> tags) {
        return Gauge.builder(name, of, value)
                .strongReference(true)
                .description(metric.description())
                .baseUnit(unit(metric))
                .tags(tags)
                .register(registry);
    }

    /** The words that Micrometer has for units; what is only counted has none. */
    private static @Nullable String unit(Metric metric) {
        return switch (metric.unit()) {
            case "s" -> "seconds";
            case "By" -> "bytes";
            default -> metric.unit().startsWith("{") ? null : metric.unit();
        };
    }
}
