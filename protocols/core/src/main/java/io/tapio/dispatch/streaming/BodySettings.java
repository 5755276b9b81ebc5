package io.tapio.dispatch.streaming;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of the bodies of a connection: {@code tapio.body}.
 *
 * @param window what of a body has come and was not asked for, as the protocol counts its chunks
 * @param abandonedBytes what is dropped of a body that nobody reads, in the same unit
 * @param abandonedTimeout how long
 */
public record BodySettings(int window, int abandonedBytes, Duration abandonedTimeout) implements Bounded {
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

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.bytes("of a body come and not asked for", window, "tapio.body.window"),
                Bound.bytes("of a body that nobody reads", abandonedBytes, "tapio.body.abandoned-bytes"),
                Bound.time("until that has ended", abandonedTimeout, "tapio.body.abandoned-timeout"));
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
