package io.tapio.supervision;

import io.tapio.stats.Metric;
import io.tapio.stats.Stats;

/** What a service is doing, as numbers; those of services with one name are added up. */
final class LoadNumbers {
    static final Metric QUEUED =
            Metric.gauge("tapio.supervision.queued", "{call}", "Calls that wait for a worker", "service");
    static final Metric IN_HANDS =
            Metric.gauge("tapio.supervision.in_hands", "{call}", "Calls in the hands of workers", "service");
    static final Metric WORKERS =
            Metric.gauge("tapio.supervision.workers", "{worker}", "Workers that are up", "service");

    private LoadNumbers() {}

    static void publish(WorkerPool<?, ?> pool, Stats stats) {
        stats.gauge(QUEUED, pool, each -> each.load().queued(), pool.name());
        stats.gauge(IN_HANDS, pool, each -> each.load().inHands(), pool.name());
        stats.gauge(WORKERS, pool, each -> each.load().workers(), pool.name());
    }
}
