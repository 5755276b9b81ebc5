package io.tapio.testkit.network;

import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The one thread that everything of a simulation runs on: whichever runs it, which is the test's. Tasks run in the
 * order in which they came; when none is left, time jumps to what is due next.
 */
final class SimulatedThread implements Executor {
    /** No wait for another thread is longer; it is for an actor's start only. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More tasks for one wish of the test are a circle. */
    private static final long MOST_TASKS = 50_000_000;

    /** What goes on for longer, of simulated time, recurs for ever. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final VirtualTimer timer = new VirtualTimer();
    private boolean running;
    private long tasksLeft;
    private int moving;

    VirtualTimer timer() {
        return timer;
    }

    /** From any thread; what other threads than the test's bring is in no certain order. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Schedules what a network does by itself. */
    void move(Duration delay, Runnable action) {
        moving++;
        timer.schedule(delay, () -> {
            moving--;
            action.run();
        });
    }

    /** Runs until nothing moves; deadlines that are due later stay so. */
    void settle() {
        if (!runTo(() -> moving == 0)) {
            throw new AssertionError("the network still moves after " + LONGEST.toHours() + " h of simulated time");
        }
    }

    /** Runs until nothing is left to happen. */
    void run() {
        if (go(() -> false, LONGEST)) {
            throw new AssertionError("something is still due after " + LONGEST.toHours()
                    + " h of simulated time, so it recurs: say how long to run");
        }
    }

    /** Runs for {@code time}, which has passed afterwards. */
    void run(Duration time) {
        long end = timer.nanoTime() + time.toNanos();
        go(() -> false, time);
        timer.advance(Duration.ofNanos(end - timer.nanoTime()));
    }

    /** Runs until {@code done}; false if it never will be. */
    boolean runTo(BooleanSupplier done) {
        go(done, LONGEST);
        return done.getAsBoolean();
    }

    /** True if it stopped because what is next is due after {@code most}. */
    private boolean go(BooleanSupplier done, Duration most) {
        if (running) {
            throw new IllegalStateException("the simulation runs already: a service or a callback must not run it");
        }
        running = true;
        tasksLeft = MOST_TASKS;
        long end = timer.nanoTime() + most.toNanos();
        try {
            while (true) {
                runTasks();
                Optional<Duration> next = timer.untilNext();
                if (done.getAsBoolean() || next.isEmpty()) {
                    return false;
                }
                if (timer.nanoTime() + next.get().toNanos() > end) {
                    return true;
                }
                timer.advance(next.get());
            }
        } finally {
            running = false;
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            if (--tasksLeft < 0) {
                throw new AssertionError(MOST_TASKS + " tasks ran and there is no end: they make each other");
            }
            task.run();
        }
    }

    /** Runs tasks until {@code done}, which tasks from other threads are needed for, too; time stands still. */
    void runWithOthers(BooleanSupplier done) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!done.getAsBoolean()) {
                Runnable task = tasks.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (task == null) {
                    throw new AssertionError("nothing came in " + PATIENCE.toSeconds() + " s");
                }
                task.run();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while an actor started", interrupted);
        }
    }
}
