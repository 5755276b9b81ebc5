package io.tapio.micrometer;

import io.micrometer.core.instrument.Clock;
import io.tapio.stats.Percentiles;
import io.tapio.stats.Reading;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a distribution are spread that came in the last one or two windows; in more, if nobody has asked
 * for longer. Thread-safe.
 *
 * <pre>
 *   ──┬── base ──┬── mark ──┬── now ──▶     what came since base
 *     └─ window ─┴─ window ─┘
 * </pre>
 */
final class Window {
    /** Whoever reads all percentiles reads one picture of them. */
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final Reading.Spread spread;
    private final Clock clock;
    private final long nanos;
    private @Nullable Percentiles base;
    private Percentiles mark;
    private Percentiles recent;
    private long markedAt;
    private long readAt;

    Window(Reading.Spread spread, Duration window, Clock clock) {
        this.spread = spread;
        this.clock = clock;
        this.nanos = window.toNanos();
        this.mark = spread.percentiles();
        this.recent = mark;
        this.markedAt = clock.monotonicTime();
        this.readAt = markedAt - FRESH;
    }

    synchronized Percentiles recent() {
        long now = clock.monotonicTime();
        if (now - readAt >= FRESH) {
            readAt = now;
            Percentiles all = spread.percentiles();
            if (now - markedAt >= nanos) {
                base = mark;
                mark = all;
                markedAt = now;
            }
            recent = base == null ? all : all.since(base);
        }
        return recent;
    }
}
