package io.tapio.logging;

import java.time.Duration;

/**
 * So many lines in an interval, and a count of those that were too many. An interval begins with the first line after
 * the one before. Time is handed in. Thread-safe.
 */
final class LineBudget {
    enum Verdict {
        WRITE,
        /** The first that was too many since they were last counted. */
        FIRST_TOO_MANY,
        TOO_MANY
    }

    private final int most;
    private final long interval;
    private long since;
    private int written;
    private long tooMany;

    LineBudget(int most, Duration interval) {
        this.most = most;
        this.interval = interval.toNanos();
    }

    synchronized Verdict take(long now) {
        if (written == 0 || now - since >= interval) {
            since = now;
            written = 0;
        }
        if (written < most) {
            written++;
            return Verdict.WRITE;
        }
        tooMany++;
        return tooMany == 1 ? Verdict.FIRST_TOO_MANY : Verdict.TOO_MANY;
    }

    /** The time until there may be lines again. */
    synchronized Duration left(long now) {
        return Duration.ofNanos(Math.max(0, since + interval - now));
    }

    /** How many were too many since this was last asked. */
    synchronized long count() {
        long counted = tooMany;
        tooMany = 0;
        return counted;
    }
}
