package io.tapio.tcp;

import io.tapio.time.Timer;
import java.time.Duration;

/** An allowance that grows by so many a second, and up to so many while nobody takes from it. Belongs to one thread. */
final class AcceptRate {
    private final Timer timer;
    private final long nanosForOne;
    private final long nanosForAll;
    private long usedUntil; // the time at which all would be there again

    AcceptRate(int perSecond, int atOnce, Timer timer) {
        this.timer = timer;
        this.nanosForOne = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanosForAll = nanosForOne * atOnce;
        this.usedUntil = timer.nanoTime();
    }

    /** Takes one, whether it is there or not. */
    void take() {
        long now = timer.nanoTime();
        usedUntil = (usedUntil - now > 0 ? usedUntil : now) + nanosForOne;
    }

    /** The time until there is one; zero if there is. */
    Duration untilNext() {
        long wait = usedUntil - timer.nanoTime() + nanosForOne - nanosForAll;
        return wait > 0 ? Duration.ofNanos(wait) : Duration.ZERO;
    }
}
