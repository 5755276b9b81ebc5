package io.tapio.rate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.admission.WaitingSettings;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Bounds of one {@link RateLimit}: {@code tapio.rate}.
 *
 * @param calls calls in a period, in the long run
 * @param period their period
 * @param burst calls at once, after a time without any
 * @param waiting how others wait
 */
public record RateSettings(int calls, Duration period, int burst, WaitingSettings waiting) {
    static final String PATH = "tapio.rate";

    public RateSettings {
        if (calls < 1 || burst < 1 || period.toNanos() < calls) {
            throw new IllegalArgumentException(
                    "a rate is at least 1 call, at most one in a nanosecond, and 1 at once; not " + calls + " in "
                            + period + " and " + burst + " at once");
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RateSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new RateSettings(
                section.count("calls"),
                section.duration("period"),
                section.count("burst"),
                WaitingSettings.from(config, PATH + ".waiting"));
    }

    /** The settings of the application's configuration. */
    public static RateSettings load() {
        return from(ConfigFactory.load());
    }

    public RateSettings withRate(int calls, Duration period) {
        return new RateSettings(calls, period, burst, waiting);
    }

    public RateSettings withBurst(int calls) {
        return new RateSettings(this.calls, period, calls, waiting);
    }

    public RateSettings withWaiting(UnaryOperator<WaitingSettings> change) {
        return new RateSettings(calls, period, burst, change.apply(waiting));
    }
}
