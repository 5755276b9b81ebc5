package io.tapio.retry;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.SlidingCount;
import io.tapio.time.Timer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be made again, of all that go to one target: a part of the calls of the last while, and a few
 * more. Filters that are given the same budget share it, whatever they are applied to. Thread-safe.
 *
 * <p>Whatever fails, no window sees more repetitions than the reserve and the share of its calls. Has a clock of its
 * own, because those of the calls need not agree.
 */
public final class RetryBudget implements Bounded {
    static final Metric BALANCE = Metric.gauge(
            "tapio.retry.budget",
            "{attempt}",
            "Attempts that the budget would still let be made beside the first ones");

    private final RetryBudgetSettings settings;
    private final Timer timer;
    private final SlidingCount calls;
    private final SlidingCount spent;

    private RetryBudget(RetryBudgetSettings settings, Timer timer) {
        this.settings = settings;
        this.timer = timer;
        this.calls = new SlidingCount(settings.window());
        this.spent = new SlidingCount(settings.window());
    }

    /** A budget of its own, with the settings of the application's configuration. */
    public static RetryBudget load() {
        return of(RetryBudgetSettings.load());
    }

    /** A budget of its own, on the clock of the JVM. */
    public static RetryBudget of(RetryBudgetSettings settings) {
        return of(settings, Timer.shared());
    }

    /** A budget of its own, on the given clock. */
    public static RetryBudget of(RetryBudgetSettings settings, Timer timer) {
        return new RetryBudget(settings, timer);
    }

    /** This budget, of which {@code stats} tells what is left; to be told once. */
    public RetryBudget withStats(Stats stats) {
        stats.gauge(BALANCE, this, RetryBudget::balance);
        return this;
    }

    /** A call has come, which earns a part of a repetition. */
    void deposit() {
        calls.add(timer.nanoTime(), 1);
    }

    /** Takes one repetition; or says why there is none, and takes nothing. */
    synchronized @Nullable Stop withdraw() {
        long now = timer.nanoTime();
        if (left(now) < 1) {
            return Stop.budget(spent.sum(now), calls.sum(now), settings);
        }
        spent.add(now, 1);
        return null;
    }

    /** Repetitions that it would let be made now. */
    public long balance() {
        return (long) left(timer.nanoTime());
    }

    private double left(long now) {
        return settings.reserve() + settings.share() * calls.sum(now) - spent.sum(now);
    }

    @Override
    public List<Bound> bounds() {
        return settings.bounds();
    }
}
