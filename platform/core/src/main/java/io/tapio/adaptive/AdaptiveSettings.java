package io.tapio.adaptive;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.admission.WaitingSettings;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Bounds of one {@link AdaptiveLimit}: {@code tapio.adaptive}.
 *
 * @param minCalls the lowest limit
 * @param maxCalls the highest limit
 * @param initialCalls the limit before anything is known
 * @param window the least time between two changes of the limit
 * @param tolerance how many times as long as without load a call may take before that counts as load
 * @param probeInterval how often it is measured what a call takes without load
 * @param waiting how others wait
 */
public record AdaptiveSettings(
        int minCalls,
        int maxCalls,
        int initialCalls,
        Duration window,
        double tolerance,
        Duration probeInterval,
        WaitingSettings waiting) {
    static final String PATH = "tapio.adaptive";

    public AdaptiveSettings {
        if (minCalls < 1 || initialCalls < minCalls || maxCalls < initialCalls) {
            throw new IllegalArgumentException("limits are at least 1 and in order, not min-calls " + minCalls
                    + ", initial-calls " + initialCalls + ", max-calls " + maxCalls + " (" + PATH + ")");
        }
        if (!(tolerance >= 1) || window.isNegative() || window.isZero() || probeInterval.compareTo(window) < 0) {
            throw new IllegalArgumentException("the tolerance is at least 1 and the probe interval no shorter than the"
                    + " window, not tolerance " + tolerance + ", window " + window.toMillis() + " ms, probe-interval "
                    + probeInterval.toMillis() + " ms (" + PATH + ")");
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static AdaptiveSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new AdaptiveSettings(
                section.count("min-calls"),
                section.count("max-calls"),
                section.count("initial-calls"),
                section.duration("window"),
                config.getDouble(PATH + ".tolerance"),
                section.duration("probe-interval"),
                WaitingSettings.from(config, PATH + ".waiting"));
    }

    /** The settings of the application's configuration. */
    public static AdaptiveSettings load() {
        return from(ConfigFactory.load());
    }

    /** The limit stays between {@code min} and {@code max}, and begins at {@code initial}. */
    public AdaptiveSettings withCalls(int min, int initial, int max) {
        return new AdaptiveSettings(min, max, initial, window, tolerance, probeInterval, waiting);
    }

    public AdaptiveSettings withWindow(Duration window) {
        return new AdaptiveSettings(minCalls, maxCalls, initialCalls, window, tolerance, probeInterval, waiting);
    }

    public AdaptiveSettings withTolerance(double tolerance) {
        return new AdaptiveSettings(minCalls, maxCalls, initialCalls, window, tolerance, probeInterval, waiting);
    }

    public AdaptiveSettings withProbeInterval(Duration interval) {
        return new AdaptiveSettings(minCalls, maxCalls, initialCalls, window, tolerance, interval, waiting);
    }

    public AdaptiveSettings withWaiting(UnaryOperator<WaitingSettings> change) {
        return new AdaptiveSettings(
                minCalls, maxCalls, initialCalls, window, tolerance, probeInterval, change.apply(waiting));
    }
}
