package io.tapio.adaptive;

import java.util.Arrays;

/** How long the first calls of a window took: of those that began in it, for others tell of a limit that is no more. */
final class Sample {
    private final long[] nanos;
    private boolean isOpen;
    private long began;
    private int count;
    private int ended;
    private int mostInFlight;

    /** @param most calls that are remembered */
    Sample(int most) {
        nanos = new long[most];
    }

    /** A new window. */
    void begin(long now) {
        isOpen = true;
        began = now;
        count = 0;
        ended = 0;
        mostInFlight = 0;
    }

    /** True for a call that began in the window; the first call of all begins the first window. */
    boolean hasBegun(long callBegan) {
        if (!isOpen) {
            begin(callBegan);
        }
        return callBegan - began >= 0;
    }

    void add(long callNanos, int inFlight) {
        mostInFlight = Math.max(mostInFlight, inFlight);
        if (count < nanos.length) {
            nanos[count++] = callNanos;
        }
    }

    /** A call ended, with or without an answer. */
    void end() {
        ended++;
    }

    int count() {
        return count;
    }

    int ended() {
        return ended;
    }

    boolean isFull() {
        return count == nanos.length;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    /** When the window began. */
    long began() {
        return began;
    }

    /** Half of the calls took no longer. */
    long median() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }
}
