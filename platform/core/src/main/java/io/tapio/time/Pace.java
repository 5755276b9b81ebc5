package io.tapio.time;

import java.time.Duration;

/**
 * How fast a peer has to send what it has begun: the whole of it within {@code grace}, and a second more for each
 * {@code bytesPerSecond} that have come. Whoever sends next to nothing is soon found out, and whoever sends much over a
 * slow line is not.
 *
 * @param bytesPerSecond at least 1
 */
public record Pace(Duration grace, int bytesPerSecond) {
    public Pace {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("a pace has at least 1 byte a second, not " + bytesPerSecond);
        }
    }

    /** All within {@code grace}, however much it is. */
    public static Pace within(Duration grace) {
        return new Pace(grace, Integer.MAX_VALUE);
    }

    /** The nanoseconds in which as many bytes have to be there with all that belongs to them. */
    long limit(long bytes) {
        return grace.toNanos() + (long) ((double) bytes / bytesPerSecond * 1e9);
    }
}
