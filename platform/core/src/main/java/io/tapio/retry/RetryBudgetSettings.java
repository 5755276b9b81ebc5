package io.tapio.retry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * How many calls may be made again: {@code tapio.retry.budget}.
 *
 * @param window the time in which calls and repetitions count together
 * @param minPerSecond repetitions that are allowed however few calls there are
 * @param share repetitions that are allowed beside those, as a part of the calls
 */
public record RetryBudgetSettings(Duration window, int minPerSecond, double share) implements Bounded {
    static final String PATH = "tapio.retry.budget";

    public RetryBudgetSettings {
        if (window.isNegative() || window.isZero() || minPerSecond < 1 || !(share > 0)) {
            throw new IllegalArgumentException(
                    "a budget has a window longer than nothing, and lets some calls be made again: " + window + ", "
                            + minPerSecond + " a second, a share of " + share);
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RetryBudgetSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new RetryBudgetSettings(
                section.duration("window"), section.count("min-per-second"), section.share("share"));
    }

    public static RetryBudgetSettings load() {
        return from(ConfigFactory.load());
    }

    public RetryBudgetSettings withWindow(Duration window) {
        return new RetryBudgetSettings(window, minPerSecond, share);
    }

    public RetryBudgetSettings withMinPerSecond(int repetitions) {
        return new RetryBudgetSettings(window, repetitions, share);
    }

    public RetryBudgetSettings withShare(double share) {
        return new RetryBudgetSettings(window, minPerSecond, share);
    }

    /** Repetitions that are allowed within a window without any call. */
    double reserve() {
        return minPerSecond * (window.toNanos() / 1e9);
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.share("calls made again, of all", share, PATH + ".share"),
                Bound.count("calls made again in a second, beside", minPerSecond, PATH + ".min-per-second"),
                Bound.time("time in which they count together", window, PATH + ".window"));
    }
}
