package io.tapio.testkit.time;

import io.tapio.time.Timer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A timer whose time stands until a test advances it. Thread-safe; tasks run on the thread that advances. */
public final class VirtualTimer implements Timer {
    private record Task(long due, long order, Runnable action) {}

    private final Queue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private long now;
    private long order;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable action) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), order++, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    /** Lets {@code time} pass: runs what falls due in it, each at its own point, and what that schedules, too. */
    public void advance(Duration time) {
        long until = nanoTime() + time.toNanos();
        for (Task due = nextDue(until); due != null; due = nextDue(until)) {
            due.action.run();
        }
    }

    /** How long it is until something falls due; empty if nothing is scheduled. */
    public synchronized Optional<Duration> untilNext() {
        return Optional.ofNullable(tasks.peek()).map(next -> Duration.ofNanos(next.due - now));
    }

    /** The tasks that have neither run nor been cancelled. */
    public synchronized int scheduled() {
        return tasks.size();
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    private synchronized @Nullable Task nextDue(long until) {
        Task next = tasks.peek();
        if (next == null || next.due > until) {
            now = until;
            return null;
        }
        now = next.due;
        return tasks.remove();
    }
}
