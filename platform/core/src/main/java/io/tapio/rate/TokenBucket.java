package io.tapio.rate;

import io.tapio.admission.Limiter;
import io.tapio.admission.Outcome;
import io.tapio.admission.Permit;
import io.tapio.time.Timer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bucket into which a token falls every interval, as far as it has room; a call takes one out.
 *
 * <pre>
 *             now                    full
 *   ───────────┼──────────────────────┼─────▶ time
 *              ◀─ tokens that are out ▶
 * </pre>
 *
 * <p>All of its state is the time at which it will be full again if nobody takes anything (the generic cell rate
 * algorithm of ITU-T I.371 has the same), so that taking a token is one atomic write, and nothing has to fill it.
 *
 * <p>While a call waits, no token falls beside the bucket: else a coarse timer, which lets it have its token late,
 * would lower the rate.
 */
final class TokenBucket implements Limiter, Permit {
    /** Before the first call: it is full at any time. */
    private static final long EVER = 0;

    private final long interval;
    private final long depth;
    private final String words;
    private final AtomicLong full = new AtomicLong(EVER);

    /**
     * @param interval nanoseconds from token to token
     * @param burst tokens that the bucket holds
     */
    TokenBucket(long interval, int burst, String words) {
        this.interval = interval;
        this.depth = Math.multiplyExact(interval, burst);
        this.words = words;
    }

    @Override
    public @Nullable Permit tryAcquire(Timer timer) {
        long now = timer.nanoTime();
        return tryAcquire(now, now) ? this : null;
    }

    @Override
    public @Nullable Permit tryAcquire(Timer timer, long since) {
        return tryAcquire(timer.nanoTime(), since) ? this : null;
    }

    private boolean tryAcquire(long now, long since) {
        while (true) {
            long before = full.get();
            long after = from(before, since) + interval;
            if (after - now > depth) {
                return false;
            }
            if (full.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    @Override
    public void giveBack(Outcome outcome) {
        if (outcome == Outcome.UNUSED) {
            full.addAndGet(-interval);
        }
    }

    @Override
    public long nanosToPermit(int ahead, Timer timer) {
        long now = timer.nanoTime();
        return Math.max(0, from(full.get(), now) + (ahead + 1) * interval - depth - now);
    }

    /** When it is full if {@code time} is the earliest at which that can be. */
    private static long from(long full, long time) {
        return full == EVER || full - time < 0 ? time : full;
    }

    @Override
    public String words() {
        return words;
    }
}
