package io.tapio.loop;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names what holds a loop for longer than a limit, with its stack: a service that blocks holds every connection of its
 * loop. One warning a minute for each loop. Watches from a thread of its own, which costs the loops nothing.
 */
final class Watchdog implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();
    private static final int FRAMES = 24;

    /** The tasks that a loop had ended when it was looked at, and the first time that it had ended so many. */
    private record Held(long tasks, long since) {}

    private final List<EventLoop> loops;
    private final Duration limit;
    private final Map<EventLoop, Held> held = new HashMap<>();
    private final Map<EventLoop, Long> warned = new HashMap<>();
    private volatile boolean ended;
    private final Thread thread;

    private Watchdog(String system, List<EventLoop> loops, Duration limit) {
        this.loops = loops;
        this.limit = limit;
        thread = new Thread(this, system + "-tapio-watchdog");
        thread.setDaemon(true);
    }

    static Watchdog start(String system, List<EventLoop> loops, Duration limit) {
        Watchdog watchdog = new Watchdog(system, loops, limit);
        watchdog.thread.start();
        return watchdog;
    }

    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!ended) {
            LockSupport.parkNanos(limit.toNanos() / 4);
            loops.forEach(this::look);
        }
    }

    /** A long turn is no reason to warn, a long task is: it holds a loop that ends no task between two looks. */
    private void look(EventLoop loop) {
        long now = System.nanoTime();
        long tasks = loop.counters().tasks();
        Held before = held.get(loop);
        if (loop.counters().busySince() == 0 || before == null || before.tasks != tasks) {
            held.put(loop, new Held(tasks, now));
        } else if (now - before.since > limit.toNanos() && isDue(loop, now)) {
            StackTraceElement[] stack = loop.thread().getStackTrace();
            if (loop.counters().tasks() == tasks) { // still the same task, so the stack is the culprit's
                warned.put(loop, now);
                warn(loop, Duration.ofNanos(now - before.since), stack);
            }
        }
    }

    private boolean isDue(EventLoop loop, long now) {
        Long last = warned.get(loop);
        return last == null || now - last > INTERVAL;
    }

    private void warn(EventLoop loop, Duration busy, StackTraceElement[] stack) {
        LOG.warn(
                "{} has been held for {} ms, longer than {} ms (tapio.io.watchdog-limit), and with it all its connections:{}",
                loop.thread().getName(),
                busy.toMillis(),
                limit.toMillis(),
                Arrays.stream(stack)
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining()));
    }
}
