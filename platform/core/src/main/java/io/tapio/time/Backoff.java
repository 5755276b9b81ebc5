package io.tapio.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: twice as long after each failure in a row, up to a limit, and less by chance, so
 * that many who failed together do not try again together.
 *
 * @param min the wait after the first failure, before chance takes of it
 * @param max the longest wait
 * @param jitter how much of a wait is chance
 */
public record Backoff(Duration min, Duration max, Jitter jitter) {
    public enum Jitter {
        /** None of it: for one who waits alone. */
        NONE,
        /** Half of it, so that nothing is tried in a tight loop: for what is tried for as long as it takes. */
        EQUAL,
        /** All of it, which spreads best: for what is tried a few times, or by leave of a budget. */
        FULL
    }

    public Backoff {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                    "the first wait must be longer than nothing, and the longest no shorter: " + min.toMillis()
                            + " ms, " + max.toMillis() + " ms");
        }
    }

    /** With equal jitter. */
    public Backoff(Duration min, Duration max) {
        this(min, max, Jitter.EQUAL);
    }

    /** @param failures in a row, at least 1 */
    public Duration after(int failures, RandomGenerator random) {
        long whole = (long) Math.min(min.toNanos() * Math.pow(2, failures - 1.0), max.toNanos());
        return Duration.ofNanos(
                switch (jitter) {
                    case NONE -> whole;
                    case EQUAL -> whole / 2 + random.nextLong(whole / 2 + 1);
                    case FULL -> random.nextLong(whole + 1);
                });
    }
}
