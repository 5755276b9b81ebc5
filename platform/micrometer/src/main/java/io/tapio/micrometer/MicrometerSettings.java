package io.tapio.micrometer;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * What is published of distributions: {@code tapio.micrometer}.
 *
 * @param percentiles shares of the values, each from 0 to 1
 * @param window the time in which values came whose percentiles are published: one to two of it
 */
public record MicrometerSettings(List<Double> percentiles, Duration window) {
    private static final String PATH = "tapio.micrometer";

    public MicrometerSettings {
        percentiles = List.copyOf(percentiles);
        for (double share : percentiles) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "a percentile is a share from 0 to 1, not " + share + " (" + PATH + ".percentiles)");
            }
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static MicrometerSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new MicrometerSettings(
                section.texts("percentiles").stream().map(Double::valueOf).toList(), section.duration("window"));
    }
}
