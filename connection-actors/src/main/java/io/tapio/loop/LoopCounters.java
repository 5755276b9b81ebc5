package io.tapio.loop;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a loop has done since it started. The loop's own thread counts, at the cost of a plain write; other threads read
 * values that may be a moment old.
 */
public final class LoopCounters {
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong selects = new AtomicLong();
    private final AtomicLong longestTurn = new AtomicLong();
    private final AtomicLong busySince = new AtomicLong();
    private final LongAdder wakeUps = new LongAdder();

    LoopCounters() {}

    /** What was done: runs of an actor's mailbox, plain tasks, channels that were told. */
    public long tasks() {
        return tasks.getOpaque();
    }

    /** Looks at the selector. */
    public long selects() {
        return selects.getOpaque();
    }

    /** Times that another thread had to wake the loop. */
    public long wakeUps() {
        return wakeUps.sum();
    }

    /** The longest time between two looks at the selector, in nanoseconds. */
    public long longestTurnNanos() {
        return longestTurn.getOpaque();
    }

    /** The time at which the turn that is under way began, or 0 while the loop waits for something to do. */
    long busySince() {
        return busySince.getOpaque();
    }

    void turnBegins(long now) {
        busySince.setOpaque(now);
    }

    void taskEnds() {
        tasks.setOpaque(tasks.getPlain() + 1);
    }

    void turnEnds(long began, long now) {
        busySince.setOpaque(0);
        selects.setOpaque(selects.getPlain() + 1);
        if (now - began > longestTurn.getPlain()) {
            longestTurn.setOpaque(now - began);
        }
    }

    void wakeUp() {
        wakeUps.increment();
    }
}
