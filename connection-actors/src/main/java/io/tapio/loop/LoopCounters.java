package io.tapio.loop;

import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a loop has done since it started. The loop's own thread counts, at the cost of a plain write; other threads read
 * values that may be a moment old.
 */
public final class LoopCounters {
    static final Metric TASKS = Metric.counter(
            "tapio.loop.tasks", "{task}", "Runs of a mailbox, plain tasks, and channels that were told", "loop");
    static final Metric SELECTS =
            Metric.counter("tapio.loop.selects", "{select}", "Looks of the loop at its selector", "loop");
    static final Metric WAKE_UPS =
            Metric.counter("tapio.loop.wake_ups", "{wake_up}", "Times that another thread woke the loop", "loop");
    static final Metric LONGEST_TURN = Metric.gauge(
            "tapio.loop.longest_turn", "s", "Longest time between two looks at the selector since the start", "loop");

    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong selects = new AtomicLong();
    private final AtomicLong longestTurn = new AtomicLong();
    private final AtomicLong busySince = new AtomicLong();
    private final LongAdder wakeUps = new LongAdder();

    LoopCounters() {}

    /** Lets {@code stats} read them. */
    void publish(Stats stats, String loop) {
        stats.gauge(TASKS, this, LoopCounters::tasks, loop);
        stats.gauge(SELECTS, this, LoopCounters::selects, loop);
        stats.gauge(WAKE_UPS, this, LoopCounters::wakeUps, loop);
        stats.gauge(LONGEST_TURN, this, LoopCounters::longestTurnNanos, loop);
    }

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
