package io.tapio.time;

import java.time.Duration;

/**
 * A point in time by which something has to be done. Belongs to the clock of the {@link Timer} that it was made from
 * and is only ever compared on that clock; on a wire it travels as the time that is left.
 *
 * @param nanoTime the point, as {@link Timer#nanoTime()} of that timer would tell it
 */
public record Deadline(long nanoTime) {
    /** The point {@code timeout} from now. */
    public static Deadline after(Duration timeout, Timer timer) {
        return new Deadline(timer.nanoTime() + timeout.toNanos());
    }

    /** The time left, negative once the deadline has passed. */
    public Duration left(Timer timer) {
        return Duration.ofNanos(nanoTime - timer.nanoTime());
    }

    public boolean hasPassed(Timer timer) {
        return nanoTime - timer.nanoTime() <= 0;
    }

    /** Whichever of the two comes first: a deadline only ever shrinks on its way. */
    public Deadline earlier(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }
}
