package io.tapio.adaptive;

import io.tapio.admission.InFlight;
import io.tapio.admission.Limiter;
import io.tapio.admission.Outcome;
import io.tapio.admission.Permit;
import io.tapio.stats.Counter;
import io.tapio.time.Timer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link Gradient} how long calls take, and lets as many through as it says. An answer that comes while another
 * is told of is not told: it is one of many.
 */
final class MeasuredLimit implements Limiter {
    private final Gradient gradient;
    private final Counter drops;
    private final InFlight inFlight = new InFlight();
    private final ReentrantLock lock = new ReentrantLock();

    /** What the gradient says; written when locked. */
    private volatile int allowed;

    private volatile int limit;

    /** Until then, if it is so, answers are not needed. */
    private volatile long restUntil;

    private volatile boolean rests;

    MeasuredLimit(Gradient gradient, Counter drops) {
        this.gradient = gradient;
        this.drops = drops;
        publish();
    }

    /** A call that began. */
    private record Begun(MeasuredLimit limit, Timer timer, long at) implements Permit {
        @Override
        public void giveBack(Outcome outcome) {
            limit.ended(this, outcome);
        }

        @Override
        public Permit atCall() {
            return new Begun(limit, timer, timer.nanoTime());
        }
    }

    @Override
    public @Nullable Permit tryAcquire(Timer timer) {
        return inFlight.tryEnter(allowed) ? new Begun(this, timer, timer.nanoTime()) : null;
    }

    private void ended(Begun call, Outcome outcome) {
        int now = inFlight.leave();
        if (outcome == Outcome.DROPPED) {
            drops.increment();
            lock.lock();
        } else if (outcome == Outcome.AT_ONCE || outcome == Outcome.UNUSED || isResting(call) || !lock.tryLock()) {
            return;
        }
        try {
            tell(outcome, call.at, call.timer.nanoTime(), now);
            publish();
        } finally {
            lock.unlock();
        }
    }

    private boolean isResting(Begun call) {
        return rests && call.timer.nanoTime() - restUntil < 0;
    }

    private void tell(Outcome outcome, long began, long now, int inFlight) {
        switch (outcome) {
            case ANSWERED -> gradient.answered(began, now, inFlight);
            case DROPPED -> gradient.dropped(began, now, inFlight);
            case FAILED -> gradient.failed(began, now, inFlight);
            case AT_ONCE, UNUSED -> {}
        }
    }

    private void publish() {
        allowed = gradient.allowed();
        limit = gradient.limit();
        restUntil = gradient.windowEnd();
        rests = gradient.hasEnough();
    }

    int inFlight() {
        return inFlight.now();
    }

    int limit() {
        return limit;
    }

    @Override
    public String words() {
        return allowed + " calls at a time, as measured (" + AdaptiveSettings.PATH + ")";
    }
}
