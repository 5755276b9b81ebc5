package io.tapio.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has counted: a number and a recorder for each place that it has come to. Only that thread writes,
 * with no more than a plain store; others read.
 *
 * <p>The numbers of a thread lie side by side, so that a call finds those that it needs together, with room at both
 * ends, so that they share no line of a processor's cache with another thread's.
 */
final class Cells {
    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Two lines of a cache, which some processors fetch together. */
    private static final int MARGIN = 16;

    private static final int FIRST_SIZE = 64;

    private volatile long[] numbers = new long[MARGIN + FIRST_SIZE + MARGIN];
    private volatile @Nullable OwnRecorder[] recorders = {};

    // -- for the thread

    void add(int place, long more) {
        long[] mine = numbers;
        int at = MARGIN + place;
        if (at >= mine.length - MARGIN) {
            mine = Arrays.copyOf(mine, 2 * (at + MARGIN));
            numbers = mine;
        }
        NUMBERS.setRelease(mine, at, mine[at] + more);
    }

    void record(int place, long value) {
        @Nullable OwnRecorder[] mine = recorders;
        OwnRecorder recorder = place < mine.length ? mine[place] : null;
        (recorder == null ? firstTime(place) : recorder).recordValue(value);
    }

    private OwnRecorder firstTime(int place) {
        @Nullable OwnRecorder[] before = recorders;
        @Nullable OwnRecorder[] more = Arrays.copyOf(before, Math.max(before.length, place + 1));
        OwnRecorder recorder = new OwnRecorder();
        more[place] = recorder;
        recorders = more;
        return recorder;
    }

    // -- for others

    /** The number at the place; 0 if the thread has not come to it. */
    long number(int place) {
        long[] theirs = numbers;
        int at = MARGIN + place;
        return at < theirs.length - MARGIN ? (long) NUMBERS.getAcquire(theirs, at) : 0;
    }

    /** Moves what was recorded at the place into {@code total}. One at a time. */
    void moveTo(Histogram total, int place) {
        @Nullable OwnRecorder[] theirs = recorders;
        OwnRecorder recorder = place < theirs.length ? theirs[place] : null;
        if (recorder != null) {
            recorder.moveTo(total);
        }
    }
}
