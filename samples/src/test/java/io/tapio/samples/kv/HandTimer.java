package io.tapio.samples.kv;

import io.tapio.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a timer that stand still until a test turns them. */
public final class HandTimer implements Timer, InstantSource {
    private record Task(long at, Runnable action) {}

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::at));
    private long nanos = Duration.ofDays(20_000).toNanos();

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable action) {
        Task task = new Task(nanos + delay.toNanos(), action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    public int scheduled() {
        return tasks.size();
    }

    public void pass(Duration time) {
        long end = nanos + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            Task next = tasks.remove();
            nanos = next.at;
            next.action.run();
        }
        nanos = end;
    }

    /** Time passes, but the timer's thread has no time to run. */
    public void passUnnoticed(Duration time) {
        nanos += time.toNanos();
    }
}
