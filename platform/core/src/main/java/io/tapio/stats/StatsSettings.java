package io.tapio.stats;

import com.typesafe.config.Config;
import io.tapio.settings.Section;

/**
 * Bounds of the numbers of an ActorSystem: {@code tapio.stats}.
 *
 * @param maxSeries numbers that are kept, each a metric with values for its tags
 */
public record StatsSettings(int maxSeries) {
    static final String PATH = "tapio.stats";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static StatsSettings from(Config config) {
        return new StatsSettings(Section.of(config, PATH).count("max-series"));
    }
}
