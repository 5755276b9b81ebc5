package io.tapio.retry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import io.tapio.time.Backoff;
import io.tapio.time.Backoff.Jitter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How often a policy may make one call again, and when: {@code tapio.retry}.
 *
 * @param maxAttempts the attempts of one call, the first among them
 * @param backoff the wait before another attempt
 */
public record RetrySettings(int maxAttempts, Backoff backoff) implements Bounded {
    static final String PATH = "tapio.retry";

    public RetrySettings {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("a call has at least 1 attempt, not " + maxAttempts);
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static RetrySettings from(Config config) {
        Section section = Section.of(config, PATH);
        Jitter jitter =
                Jitter.valueOf(section.choice("jitter", "none", "equal", "full").toUpperCase(Locale.ROOT));
        return new RetrySettings(
                section.count("max-attempts"),
                new Backoff(section.duration("min-backoff"), section.duration("max-backoff"), jitter));
    }

    public static RetrySettings load() {
        return from(ConfigFactory.load());
    }

    public RetrySettings withMaxAttempts(int attempts) {
        return new RetrySettings(attempts, backoff);
    }

    public RetrySettings withBackoff(Duration min, Duration max, Jitter jitter) {
        return new RetrySettings(maxAttempts, new Backoff(min, max, jitter));
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("attempts of a call", maxAttempts, PATH + ".max-attempts"),
                Bound.time("wait before another attempt", backoff.max(), PATH + ".max-backoff"));
    }
}
