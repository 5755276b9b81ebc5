package io.tapio.breaker;

import io.tapio.failure.Failure;
import io.tapio.time.SlidingCount;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of calls, and says when it is too bad: too many failures in a row, or too few successes within a
 * window of slices. Thread-safe; a success among successes takes no lock.
 */
final class Accrual {
    private final BreakerSettings settings;
    private final SlidingCount succeeded;
    private final SlidingCount failed;
    private volatile int inARow;

    /** Of the row; guarded by this. */
    private @Nullable Failure first;

    Accrual(BreakerSettings settings) {
        this.settings = settings;
        this.succeeded = new SlidingCount(settings.window());
        this.failed = new SlidingCount(settings.window());
    }

    void succeeded(long now) {
        succeeded.add(now, 1);
        if (inARow > 0) {
            endRow();
        }
    }

    private synchronized void endRow() {
        inARow = 0;
        first = null;
    }

    /** Why that was one too many, or null. */
    synchronized Health.@Nullable Cause failed(long now, Failure failure) {
        failed.add(now, 1);
        inARow = inARow + 1;
        Failure cause = first == null ? failure : first;
        first = cause;
        String why = why(now);
        return why == null ? null : new Health.Cause(why, cause, 0, cause);
    }

    private @Nullable String why(long now) {
        if (inARow >= settings.consecutiveFailures()) {
            return inARow + " failures in a row, where " + settings.consecutiveFailures() + " are enough ("
                    + BreakerSettings.PATH + ".consecutive-failures)";
        }
        long successes = succeeded.sum(now);
        long calls = successes + failed.sum(now);
        return calls < settings.minCalls() || successes >= settings.minSuccessRate() * calls
                ? null
                : successes + " of " + calls + " calls within "
                        + settings.window().toMillis()
                        + " ms succeeded, where a share of " + settings.minSuccessRate() + " has to ("
                        + BreakerSettings.PATH + ".min-success-rate)";
    }
}
