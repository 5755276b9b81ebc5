package io.tapio.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: twice as long after each failure in a row, up to a limit, with equal jitter. Half
 * of the wait is certain, so that nothing is tried in a tight loop; half is chance, so that many who failed together do
 * not try again together.
 *
 * @param min the wait after the first failure
 * @param max the longest wait
 */
public record Backoff(Duration min, Duration max) {
    public Backoff {
        if (min.isNegative() || min.isZero() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException(
                    "the first wait must be longer than nothing, and the longest no shorter: " + min.toMillis()
                            + " ms, " + max.toMillis() + " ms");
        }
    }

    /** @param failures in a row, at least 1 */
    public Duration after(int failures, RandomGenerator random) {
        double doubled = min.toNanos() * Math.pow(2, failures - 1.0);
        long half = (long) Math.min(doubled, max.toNanos()) / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }
}
