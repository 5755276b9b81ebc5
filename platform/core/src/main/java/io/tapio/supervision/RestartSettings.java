package io.tapio.supervision;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.time.Duration;

/**
 * When a worker that died starts again: {@code tapio.supervision.restart}.
 *
 * @param minBackoff the wait before the first restart of a worker in a row; doubled each time
 * @param maxBackoff the longest wait; a worker that lived for as long begins a new row
 * @param budget restarts of all workers of a service within the window; one more ends the service
 * @param window the time in which restarts count together
 */
public record RestartSettings(Duration minBackoff, Duration maxBackoff, int budget, Duration window) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RestartSettings from(Config config) {
        Section section = Section.of(config, "tapio.supervision.restart");
        return new RestartSettings(
                section.duration("min-backoff"),
                section.duration("max-backoff"),
                section.count("budget"),
                section.duration("window"));
    }

    public RestartSettings withBackoff(Duration min, Duration max) {
        return new RestartSettings(min, max, budget, window);
    }

    public RestartSettings withBudget(int restarts, Duration window) {
        return new RestartSettings(minBackoff, maxBackoff, restarts, window);
    }
}
