package io.tapio.time;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A monotonic clock that can call back. An event loop has its own, a test turns one by hand, and everything else shares
 * {@link #shared()}. Thread-safe.
 */
public interface Timer {
    /** Nanoseconds since a point that is this timer's own; only differences mean anything. */
    long nanoTime();

    /**
     * As {@link #nanoTime()}, but the time of now, where that of an event loop is when its turn began. For measuring
     * what takes less than a turn; each look costs as much as one at the JVM's clock.
     */
    default long exactNanoTime() {
        return nanoTime();
    }

    /**
     * Runs {@code task} once, not before {@code delay} has passed, on the timer's thread: it must be short and not
     * throw.
     */
    Scheduled schedule(Duration delay, Runnable task);

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Scheduled {
        /** Keeps the task from running, if it has not begun. Calling it again does nothing. */
        void cancel();
    }

    /** The timer of the JVM: one daemon thread, started on first use. */
    static Timer shared() {
        return SharedTimer.INSTANCE;
    }
}

enum SharedTimer implements Timer {
    INSTANCE;

    private final ScheduledThreadPoolExecutor executor;

    SharedTimer() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tapio-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }
}
