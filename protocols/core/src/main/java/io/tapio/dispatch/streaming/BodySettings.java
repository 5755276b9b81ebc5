package io.tapio.dispatch.streaming;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Section;
import java.time.Duration;

/**
 * Bounds of the bodies of a connection: {@code tapio.body}.
 *
 * @param window what of a body has come and was not asked for, as the protocol counts its chunks
 * @param abandonedBytes what is dropped of a body that nobody reads, in the same unit
 * @param abandonedTimeout how long
 */
public record BodySettings(int window, int abandonedBytes, Duration abandonedTimeout) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static BodySettings from(Config config) {
        Section body = Section.of(config, "tapio.body");
        return new BodySettings(
                body.bytes("window"), body.bytes("abandoned-bytes"), body.duration("abandoned-timeout"));
    }

    /** The settings of the application's configuration. */
    public static BodySettings load() {
        return from(ConfigFactory.load());
    }

    public BodySettings withWindow(int size) {
        return new BodySettings(size, abandonedBytes, abandonedTimeout);
    }

    public BodySettings withAbandonedBytes(int size) {
        return new BodySettings(window, size, abandonedTimeout);
    }

    public BodySettings withAbandonedTimeout(Duration time) {
        return new BodySettings(window, abandonedBytes, time);
    }
}
