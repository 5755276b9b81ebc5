package io.tapio.admission;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.stats.CounterOf;
import io.tapio.stats.Stats;
import java.time.Duration;

/** Says no, in words, and counts how often it did. */
final class Refusals {
    private final Limiter limiter;
    private final WaitingSettings settings;
    private final CounterOf<Reason> counters;

    Refusals(String name, Limiter limiter, WaitingSettings settings, Stats stats) {
        this.limiter = limiter;
        this.settings = settings;
        counters = new CounterOf<>(stats, Gate.REFUSED, Reason.class, name);
    }

    /**
     * A refusal.
     *
     * @param nanos the time until it is worth trying again, or {@link Limiter#UNKNOWN}
     */
    Failure of(Reason reason, long nanos) {
        counters.increment(reason);
        Where where = reason == Reason.DEADLINE ? Where.TIMEOUT : Where.QUEUE;
        Failure failure = Failure.at(where, Processed.NO, words(reason));
        return nanos == Limiter.UNKNOWN
                ? failure
                : failure.withDetail(Gate.RETRY_AFTER, Long.toString(Math.max(1, millis(nanos))));
    }

    Failure cancelled(Failure why) {
        counters.increment(Reason.CANCELLED);
        return why.withProcessed(Processed.NO);
    }

    /** Nothing of it is counted: the caller has had a permit. */
    Failure gone() {
        return Failure.at(
                Where.QUEUE,
                Processed.NO,
                "the right to one call is gone: it was used or given back, its context ended, or it was not used within "
                        + ms(settings.maxUnused()) + " (" + settings.path() + ".max-unused)");
    }

    private String words(Reason reason) {
        String limit = limiter.words();
        return switch (reason) {
            case FULL ->
                "call " + (settings.maxWaiting() + 1L) + " to wait for one of " + limit + ", where "
                        + settings.maxWaiting() + " may (" + settings.path() + ".max-waiting)";
            case WAITED ->
                "no place among " + limit + " within " + ms(settings.maxWait()) + " (" + settings.path() + ".max-wait)";
            case DEADLINE -> "no place among " + limit + " before the deadline of the call";
            case CANCELLED -> "no place among " + limit + " before the caller left";
            case SHED ->
                "no place among " + limit + " within "
                        + ms(settings.shedding().map(CoDel::target).orElse(Duration.ZERO))
                        + ", which is what calls may wait when others have waited for "
                        + ms(settings.shedding().map(CoDel::interval).orElse(Duration.ZERO)) + " (" + settings.path()
                        + ".target and .interval)";
        };
    }

    private static String ms(Duration time) {
        return millis(time.toNanos()) + " ms";
    }

    private static long millis(long nanos) {
        return (nanos + 999_999) / 1_000_000;
    }
}
