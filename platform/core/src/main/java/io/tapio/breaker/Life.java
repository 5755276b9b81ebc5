package io.tapio.breaker;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Deadline;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to something that is judged: goes from one health to the next, each time by one thread. What became of a
 * call counts for the health that it was made in, and no other.
 */
final class Life {
    private final BreakerSettings settings;
    private final Timer timer;
    private final Supplier<? extends RandomGenerator> random;
    private final BreakerCounts counts;
    private final Consumer<? super Health> listener;

    /** Set while this is locked. */
    private volatile Health health;

    /** Of the probe, which is one at a time. */
    private volatile Timer.Scheduled alarm = () -> {};

    Life(
            BreakerSettings settings,
            Timer timer,
            Supplier<? extends RandomGenerator> random,
            BreakerCounts counts,
            Consumer<? super Health> listener) {
        this.settings = settings;
        this.timer = timer;
        this.random = random;
        this.counts = counts;
        this.listener = listener;
        this.health = new Health.Alive(settings);
    }

    Health health() {
        return health;
    }

    /** Whether a call that came now would be made. */
    boolean takesCalls() {
        Health now = health;
        return now instanceof Health.Alive || (now instanceof Health.Dead dead && isDue(dead));
    }

    private boolean isDue(Health.Dead dead) {
        return dead.until().hasPassed(timer);
    }

    /** The health in which a call is made that has come in {@code now}: that, or the probing that it is; or null. */
    @Nullable
    Health admit(Health now) {
        if (now instanceof Health.Alive) {
            return now;
        }
        return now instanceof Health.Dead dead && isDue(dead) ? probe(dead) : null;
    }

    private @Nullable Health probe(Health.Dead dead) {
        Health.Probing probing = new Health.Probing(Deadline.after(settings.probeTimeout(), timer), dead.cause());
        if (!goes(dead, probing)) {
            return null; // another call was faster
        }
        counts.probes().increment();
        alarm = timer.schedule(settings.probeTimeout(), () -> failed(probing, overdue()));
        return probing;
    }

    private Failure overdue() {
        return Failure.at(
                Where.TIMEOUT,
                Processed.MAYBE,
                "no answer within " + settings.probeTimeout().toMillis() + " ms (" + BreakerSettings.PATH
                        + ".probe-timeout)");
    }

    Failure refusal(Health now) {
        counts.refused().increment();
        return now.refusal(timer);
    }

    void succeeded(Health madeIn) {
        if (madeIn instanceof Health.Alive alive) {
            alive.accrual().succeeded(timer.nanoTime());
        } else if (endsProbe(madeIn, new Health.Alive(settings))) {
            counts.revivals().increment();
        }
    }

    void failed(Health madeIn, Failure failure) {
        if (madeIn instanceof Health.Alive alive && health == alive) {
            Health.Cause cause = alive.accrual().failed(timer.nanoTime(), failure);
            if (cause != null && goes(alive, dead(cause))) {
                counts.deaths().increment();
            }
        } else if (madeIn instanceof Health.Probing probing) {
            endsProbe(probing, dead(probing.cause().probed(failure)));
        }
    }

    /** A call has ended in a way that says nothing; if it was to try, the next is to. */
    void saidNothing(Health madeIn) {
        if (madeIn instanceof Health.Probing probing) {
            endsProbe(probing, new Health.Dead(new Deadline(timer.nanoTime()), probing.cause()));
        }
    }

    private Health dead(Health.Cause cause) {
        Duration wait = settings.dead().after(cause.probes() + 1, random.get());
        return new Health.Dead(Deadline.after(wait, timer), cause);
    }

    private boolean endsProbe(Health probing, Health next) {
        Timer.Scheduled set = alarm;
        boolean isFirst = goes(probing, next);
        if (isFirst) {
            set.cancel();
        }
        return isFirst;
    }

    private boolean goes(Health from, Health to) {
        synchronized (this) {
            if (health != from) {
                return false;
            }
            health = to;
        }
        listener.accept(to);
        return true;
    }
}
