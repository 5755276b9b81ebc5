package io.tapio.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.SystemStats;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ClassicActorSystemProvider;

/**
 * Publishes numbers in registries of Micrometer, those that come later, too, until it is closed. Thread-safe.
 *
 * <pre>{@code
 * TapioMetrics.of(system).bindTo(registry)
 * }</pre>
 */
public final class TapioMetrics implements MeterBinder, AutoCloseable {
    private final MemoryStats stats;
    private final MicrometerSettings settings;
    private final List<Runnable> ends = new ArrayList<>();

    public TapioMetrics(MemoryStats stats, MicrometerSettings settings) {
        this.stats = stats;
        this.settings = settings;
    }

    /** The numbers of {@code system}, as its configuration wants them. */
    public static TapioMetrics of(ClassicActorSystemProvider system) {
        return new TapioMetrics(
                SystemStats.of(system),
                MicrometerSettings.from(system.classicSystem().settings().config()));
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        Published published = new Published(settings, registry);
        MemoryStats.Following following = stats.follow(published);
        ends.add(following::close);
        ends.add(published::remove);
    }

    /** Takes the numbers out of the registries. */
    @Override
    public synchronized void close() {
        ends.forEach(Runnable::run);
        ends.clear();
    }
}
