package io.tapio.admission;

import io.tapio.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Decides how many calls there may be now. Thread-safe, and never blocks.
 *
 * <p>It may compare times of all timers that it is given: they run on one clock, as those of all event loops do.
 */
public interface Limiter {
    /** A wait that ends when a call does. */
    long UNKNOWN = Long.MAX_VALUE;

    /** A permit for one call more, or null if there may be none now. */
    @Nullable
    Permit tryAcquire(Timer timer);

    /**
     * As {@link #tryAcquire(Timer)}, for a call that has waited.
     *
     * @param since the time from which on it would have taken a permit
     */
    default @Nullable Permit tryAcquire(Timer timer, long since) {
        return tryAcquire(timer);
    }

    /**
     * The nanoseconds until there is a permit for a call, if time alone brings it.
     *
     * @param ahead calls that get theirs before
     */
    default long nanosToPermit(int ahead, Timer timer) {
        return UNKNOWN;
    }

    /** The limit in force and its key, as a message has them: {@code 100 calls at a time (tapio.limit.max-calls)}. */
    String words();
}
