package io.tapio.time;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches one thing after another that comes in pieces, each of which has to keep a {@link Pace}. Only the time in
 * which a piece is asked for counts: a peer need not be faster than its reader.
 *
 * <p>Pieces and wholes come far more often than the time is up, so none of them touches the timer: it is set when there
 * is something to wait for, and when it rings it is seen what has really passed. Not thread-safe; the timer only gives
 * this to {@code ring}, which must ask {@link #isLate} on the owner's thread.
 */
public final class PaceWatch {
    private final Pace pace;
    private final Timer timer;
    private final Consumer<PaceWatch> ring;
    private Timer.@Nullable Scheduled alarm;
    private boolean isAsking;
    private long askedAt;
    private long waited;
    private long bytes;

    public PaceWatch(Pace pace, Timer timer, Consumer<PaceWatch> ring) {
        this.pace = pace;
        this.timer = timer;
        this.ring = ring;
    }

    /** The next piece of what has begun is asked for. */
    public void asked() {
        isAsking = true;
        askedAt = timer.nanoTime();
        if (alarm == null) {
            set(pace.limit(bytes) - waited);
        }
    }

    /** A piece has come. */
    public void came(int size) {
        bytes += size;
        if (isAsking) {
            isAsking = false;
            waited += timer.nanoTime() - askedAt;
        }
    }

    /** It is whole. */
    public void whole() {
        waited = 0;
        bytes = 0;
    }

    /** The timer has rung. True if what is waited for should have been there by now; else it may ring again. */
    public boolean isLate() {
        alarm = null;
        if (!isAsking) {
            return false;
        }
        long left = pace.limit(bytes) - waited - (timer.nanoTime() - askedAt);
        if (left > 0) {
            set(left);
        }
        return left <= 0;
    }

    public Pace pace() {
        return pace;
    }

    /** The bytes that have come of what is not whole. */
    public long bytes() {
        return bytes;
    }

    /** Rings no more. */
    public void stop() {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private void set(long nanos) {
        alarm = timer.schedule(Duration.ofNanos(nanos), () -> ring.accept(this));
    }
}
