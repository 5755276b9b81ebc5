package io.tapio.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.Metric;
import io.tapio.stats.StatsSettings;
import io.tapio.stats.SystemStats;
import io.tapio.stats.calls.CallStats;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TapioMetricsTest {
    private static final Metric CALLS = Metric.counter("test.calls", "{call}", "Calls that have ended", "outcome");
    private static final Metric SENT = Metric.counter("test.sent", "By", "Bytes that were sent");
    private static final Metric QUEUED = Metric.gauge("test.queued", "{call}", "Calls that wait");
    private static final Metric LONGEST = Metric.gauge("test.longest", "s", "Longest time");
    private static final Metric TIMES = Metric.distribution("test.times", "s", "Times of calls");
    private static final Metric SIZES = Metric.distribution("test.sizes", "By", "Sizes of frames");

    private final MemoryStats stats = new MemoryStats(new StatsSettings(100));
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final TapioMetrics metrics = new TapioMetrics(stats, MicrometerSettings.from(ConfigFactory.load()));

    @Test
    void countersAndGaugesAreReadWhenTheRegistryIs() {
        AtomicLong longest = new AtomicLong(250_000_000);
        stats.counter(CALLS, "success").add(3);
        metrics.bindTo(registry);

        stats.counter(CALLS, "success").add(4);
        stats.gauge(LONGEST, longest, AtomicLong::get);
        stats.counter(QUEUED).add(5);

        assertThat(registry.get("test.calls")
                        .tag("outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(7);
        assertThat(gauge("test.queued")).isEqualTo(5);
        assertThat(gauge("test.longest")).isEqualTo(0.25);
        longest.set(500_000_000);
        assertThat(gauge("test.longest")).isEqualTo(0.5);
        assertThat(registry.get("test.longest").gauge().getId().getBaseUnit()).isEqualTo("seconds");
    }

    @Test
    void timesAreATimerWithPercentiles() {
        metrics.bindTo(registry);
        for (int millis = 1; millis <= 100; millis++) {
            stats.distribution(TIMES).record(millis * 1_000_000L);
        }

        FunctionTimer timer = registry.get("test.times").functionTimer();

        assertThat(timer.count()).isEqualTo(100);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(5050);
        assertThat(percentile("test.times", "0.5")).isBetween(0.0495, 0.0505);
        assertThat(percentile("test.times", "0.99")).isBetween(0.098, 0.1);
        assertThat(gauge("test.times.max")).isBetween(0.099, 0.101);
    }

    @Test
    void otherDistributionsHaveCountAndSum() {
        metrics.bindTo(registry);
        stats.distribution(SIZES).record(10);
        stats.distribution(SIZES).record(20);

        assertThat(registry.get("test.sizes.count").functionCounter().count()).isEqualTo(2);
        assertThat(registry.get("test.sizes.sum").functionCounter().count()).isEqualTo(30);
        assertThat(percentile("test.sizes", "0.5")).isEqualTo(10);
        assertThat(gauge("test.sizes.max")).isEqualTo(20);
    }

    @Test
    void percentilesAreThoseOfTheLastWindowsAndCountsOfAllTime() {
        metrics.bindTo(registry);
        stats.distribution(SIZES).record(1000);
        assertThat(gauge("test.sizes.max")).isBetween(990.0, 1010.0);

        pass(Duration.ofMinutes(1));
        stats.distribution(SIZES).record(10);
        assertThat(gauge("test.sizes.max")).isBetween(990.0, 1010.0);

        pass(Duration.ofMinutes(1));
        assertThat(gauge("test.sizes.max")).isEqualTo(10);

        pass(Duration.ofMinutes(1));
        assertThat(gauge("test.sizes.max")).isZero();
        assertThat(registry.get("test.sizes.count").functionCounter().count()).isEqualTo(2);
    }

    /** Reads what there is in the middle of each minute, as whoever polls does. */
    private void pass(Duration time) {
        clock.add(time.dividedBy(2));
        gauge("test.sizes.max");
        clock.add(time.dividedBy(2));
        gauge("test.sizes.max");
    }

    @Test
    @Timeout(60)
    void whatGoesIsTakenOut() {
        metrics.bindTo(registry);
        WeakReference<AtomicLong> owner = new WeakReference<>(owned());

        while (owner.get() != null || registry.find("test.queued").gauge() != null) {
            System.gc();
            stats.readings();
        }

        assertThat(registry.getMeters()).isEmpty();
    }

    private AtomicLong owned() {
        AtomicLong owner = new AtomicLong(7);
        stats.gauge(QUEUED, owner, AtomicLong::get);
        assertThat(gauge("test.queued")).isEqualTo(7);
        return owner;
    }

    @Test
    void whenItIsClosedNothingIsLeftAndNothingComes() {
        stats.distribution(TIMES).record(1);
        stats.counter(SENT).add(1);
        metrics.bindTo(registry);
        assertThat(registry.getMeters()).isNotEmpty();

        metrics.close();
        stats.counter(QUEUED);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void prometheusGetsNamesUnitsAndTags() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.bindTo(prometheus);
        stats.counter(CALLS, "success").add(3);
        stats.tagged("service", "kv").counter(CALLS, "success").add(4);
        stats.counter(SENT).add(5);
        stats.distribution(TIMES).record(2_000_000_000);

        assertThat(prometheus.scrape())
                .contains("# HELP test_calls_total Calls that have ended")
                .contains("test_calls_total{outcome=\"success\"} 3.0")
                .contains("test_calls_total{outcome=\"success\",service=\"kv\"} 4.0")
                .contains("test_sent_bytes_total 5.0")
                .contains("test_times_seconds_count 1")
                .contains("test_times_seconds_sum 2.0")
                .contains("test_times_percentile_seconds{phi=\"0.999\"} 2.");
    }

    @Test
    void theNumbersOfASystemAreThoseThatItsPartsCount() {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "micrometer");
        try (TapioMetrics published = TapioMetrics.of(system)) {
            published.bindTo(registry);
            CallStats.<String, String>ofServer(SystemStats.of(system))
                    .apply(Service.of(word -> word))
                    .call(Context.root(), "x");

            assertThat(registry.get("tapio.service.calls")
                            .tag("outcome", "success")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("tapio.service.duration").functionTimer().count())
                    .isEqualTo(1);
        } finally {
            system.terminate();
        }
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double percentile(String name, String share) {
        return registry.get(name + ".percentile").tag("phi", share).gauge().value();
    }
}
