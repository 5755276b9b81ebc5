package io.tapio.testkit.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to the bytes of one direction. Immutable; all that is left to chance comes from the network's seed.
 *
 * @param windowBytes the most bytes that are sent and not read; the sender waits there
 * @param largestSegment the bytes are cut into pieces of random sizes up to this, and one or several are read at a
 *     time; {@code WHOLE} cuts nothing, and gives a reader all that has arrived
 * @param shortestDelay the time that a segment takes is random between this
 * @param longestDelay and this; none overtakes another
 * @param bytesPerSecond how fast they leave; {@code UNLIMITED} takes no time
 * @param longestStall before some reads the reader pauses for a random time up to this; zero if it never does
 */
public record Conditions(
        int windowBytes,
        int largestSegment,
        Duration shortestDelay,
        Duration longestDelay,
        long bytesPerSecond,
        Duration longestStall) {
    public static final int WHOLE = Integer.MAX_VALUE;
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final int WINDOW = 64 * 1024; // about what a socket takes

    public Conditions {
        if (windowBytes < 1 || largestSegment < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("nothing could pass: a window of " + windowBytes + " bytes, segments of "
                    + largestSegment + " bytes, " + bytesPerSecond + " bytes a second");
        }
        if (shortestDelay.isNegative() || longestDelay.compareTo(shortestDelay) < 0 || longestStall.isNegative()) {
            throw new IllegalArgumentException("no such time: a delay from " + shortestDelay + " to " + longestDelay
                    + ", stalls up to " + longestStall);
        }
    }

    /** Nothing is cut, and nothing takes time. */
    public static Conditions calm() {
        return new Conditions(WINDOW, WHOLE, Duration.ZERO, Duration.ZERO, UNLIMITED, Duration.ZERO);
    }

    public Conditions withWindow(int bytes) {
        return new Conditions(bytes, largestSegment, shortestDelay, longestDelay, bytesPerSecond, longestStall);
    }

    public Conditions withSegments(int largest) {
        return new Conditions(windowBytes, largest, shortestDelay, longestDelay, bytesPerSecond, longestStall);
    }

    public Conditions withDelay(Duration shortest, Duration longest) {
        return new Conditions(windowBytes, largestSegment, shortest, longest, bytesPerSecond, longestStall);
    }

    public Conditions withRate(long bytesPerSecond) {
        return new Conditions(windowBytes, largestSegment, shortestDelay, longestDelay, bytesPerSecond, longestStall);
    }

    public Conditions withStalls(Duration longest) {
        return new Conditions(windowBytes, largestSegment, shortestDelay, longestDelay, bytesPerSecond, longest);
    }

    /** What is other than calm. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        if (windowBytes != WINDOW) {
            words.add("a window of " + windowBytes + " B");
        }
        if (largestSegment != WHOLE) {
            words.add("segments up to " + largestSegment + " B");
        }
        if (!longestDelay.isZero()) {
            words.add("a delay of " + shortestDelay.toMillis() + " to " + longestDelay.toMillis() + " ms");
        }
        if (bytesPerSecond != UNLIMITED) {
            words.add(bytesPerSecond + " B/s");
        }
        if (!longestStall.isZero()) {
            words.add("stalls up to " + longestStall.toMillis() + " ms");
        }
        return words.isEmpty() ? "calm" : String.join(", ", words);
    }
}
