package io.tapio.time;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of something there was within the last while: a window of ten slices, of which the oldest is forgotten when
 * a new one begins. So it is exact for the time that it covers, and that is up to a tenth shorter than the window.
 *
 * <p>Thread-safe; adding takes no lock. All times must be of one clock, on which they may come a little out of order.
 */
public final class SlidingCount {
    private static final int SLICES = 10;

    private final long sliceNanos;
    private final LongAdder[] slices = new LongAdder[SLICES];

    /** The number of the slice of now; those of the others follow from it. */
    private volatile long newest = Long.MIN_VALUE;

    public SlidingCount(Duration window) {
        sliceNanos = Math.max(1, window.toNanos() / SLICES);
        Arrays.setAll(slices, place -> new LongAdder());
    }

    /** @param now as a {@link Timer} tells it */
    public void add(long now, long more) {
        turnTo(now);
        slices[Math.floorMod(Math.floorDiv(now, sliceNanos), SLICES)].add(more);
    }

    public long sum(long now) {
        turnTo(now);
        long sum = 0;
        for (LongAdder slice : slices) {
            sum += slice.sum();
        }
        return sum;
    }

    private void turnTo(long now) {
        long slice = Math.floorDiv(now, sliceNanos);
        if (slice > newest) {
            forgetUpTo(slice);
        }
    }

    private synchronized void forgetUpTo(long slice) {
        if (slice <= newest) {
            return; // another thread was here first
        }
        for (long old = Math.max(newest + 1, slice - SLICES + 1); old <= slice; old++) {
            slices[Math.floorMod(old, SLICES)].reset();
        }
        newest = slice;
    }
}
