package io.tapio.tcp;

import io.tapio.time.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Warnings about what a peer can bring about as often as it likes: one a minute at most, with the number of those left
 * out. Not thread-safe.
 */
final class RareLog {
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final Timer timer;
    private long next;
    private int leftOut;

    RareLog(Logger log, Timer timer) {
        this.log = log;
        this.timer = timer;
        this.next = timer.nanoTime();
    }

    /** False if this one was left out. */
    boolean warn(Supplier<String> message) {
        long now = timer.nanoTime();
        if (now - next < 0) {
            leftOut++;
            return false;
        }
        next = now + INTERVAL;
        log.warn("{}{}", message.get(), leftOut == 0 ? "" : " (" + leftOut + " more like it since the last)");
        leftOut = 0;
        return true;
    }
}
