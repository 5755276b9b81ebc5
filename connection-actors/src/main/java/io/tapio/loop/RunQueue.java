package io.tapio.loop;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The run queue of a loop: its tasks in their order, and the word that wakes the loop when it sleeps.
 *
 * <p>Tasks of the loop's own thread lie in a plain queue; those of others come through a concurrent one and get behind
 * them. A thread that gives a task looks whether the loop sleeps; the loop says that it will sleep, and then looks for
 * a task. So one of the two sees the other, and no task is slept over.
 */
final class RunQueue {
    private final Queue<Runnable> local = new ArrayDeque<>();
    private final Queue<Runnable> remote = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final LoopCounters counters;
    private final Runnable wakeUp;

    /** @param wakeUp wakes the loop; on any thread */
    RunQueue(LoopCounters counters, Runnable wakeUp) {
        this.counters = counters;
        this.wakeUp = wakeUp;
    }

    // -- for other threads

    /** Adds a task, and wakes the loop if it sleeps. */
    void addRemote(Runnable task) {
        remote.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            counters.wakeUp();
            wakeUp.run();
        }
    }

    // -- for the loop

    void addLocal(Runnable task) {
        local.add(task);
    }

    /** Puts tasks of other threads behind those of the loop, {@code most} at most. */
    void takeRemote(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = remote.poll();
            if (task == null) {
                return;
            }
            local.add(task);
        }
    }

    /** Runs what was taken or added by the loop, {@code most} tasks at most. */
    void run(int most) {
        Runnable task = local.poll();
        for (int left = most; task != null; task = --left > 0 ? local.poll() : null) {
            run(task);
        }
    }

    /** What a task throws is a bug of the task, or the end of the JVM; the thread's handler knows which. */
    void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) { // everything: the loop serves others, too
            Thread loop = Thread.currentThread();
            loop.getUncaughtExceptionHandler().uncaughtException(loop, thrown);
        }
        counters.taskEnds();
    }

    /** From here on a task of another thread wakes the loop; false if there is one that has to be taken first. */
    boolean fallAsleep() {
        asleep.set(true);
        return remote.isEmpty();
    }

    /** From here on a task of another thread waits until the loop takes it. */
    void wake() {
        asleep.set(false);
    }

    /** True if the loop has nothing to run; other threads may have given it something. */
    boolean isIdle() {
        return local.isEmpty();
    }

    boolean isEmpty() {
        return local.isEmpty() && remote.isEmpty();
    }
}
