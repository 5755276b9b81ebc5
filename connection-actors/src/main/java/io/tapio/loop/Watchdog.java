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

    private final List<EventLoop> loops;
    private final Duration limit;
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
            LockSupport.parkNanos(limit.toNanos() / 2);
            loops.forEach(this::look);
        }
    }

    private void look(EventLoop loop) {
        long now = System.nanoTime();
        long since = loop.counters().busySince();
        Long last = warned.get(loop);
        if (since != 0 && now - since > limit.toNanos() && (last == null || now - last > INTERVAL)) {
            StackTraceElement[] stack = loop.thread().getStackTrace();
            if (loop.counters().busySince() == since) { // still the same turn, so the stack is the culprit's
                warned.put(loop, now);
                warn(loop, Duration.ofNanos(now - since), stack);
            }
        }
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
