package io.tapio.timeout;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.Optional;

/**
 * How long calls may take: {@code tapio.timeout}. Empty where it is off.
 *
 * @param request a request that a server has got
 * @param total a call that a client makes, with all its attempts
 * @param attempt one of these
 */
public record TimeoutSettings(Optional<Duration> request, Optional<Duration> total, Optional<Duration> attempt) {
    static final String REQUEST = "tapio.timeout.server.request";
    static final String TOTAL = "tapio.timeout.client.total";
    static final String ATTEMPT = "tapio.timeout.client.attempt";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TimeoutSettings from(Config config) {
        Section section = Section.of(config, "tapio.timeout");
        return new TimeoutSettings(
                section.durationOrOff("server.request"),
                section.durationOrOff("client.total"),
                section.durationOrOff("client.attempt"));
    }

    public static TimeoutSettings load() {
        return from(ConfigFactory.load());
    }

    public TimeoutSettings withRequest(Duration limit) {
        return new TimeoutSettings(Optional.of(limit), total, attempt);
    }

    public TimeoutSettings withTotal(Duration limit) {
        return new TimeoutSettings(request, Optional.of(limit), attempt);
    }

    public TimeoutSettings withAttempt(Duration limit) {
        return new TimeoutSettings(request, total, Optional.of(limit));
    }
}
