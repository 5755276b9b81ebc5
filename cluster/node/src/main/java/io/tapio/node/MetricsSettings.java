package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.tapio.settings.Section;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Where the numbers of the node can be read: {@code tapio.node.metrics}.
 *
 * @param port 0 for any that is free; empty for nowhere
 */
record MetricsSettings(String host, Optional<Integer> port) {
    private static final String PATH = "tapio.node.metrics";

    static MetricsSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new MetricsSettings(section.text("host"), section.unless("off", "port", key -> port(config)));
    }

    private static int port(Config config) {
        String key = PATH + ".port";
        int port = config.getInt(key);
        if (!Server.isPort(port)) {
            throw new ConfigException.BadValue(
                    config.getValue(key).origin(), key, port + " must be from 0 to 65535, or off");
        }
        return port;
    }

    /** Shows the numbers of {@code system}; null if that is off. */
    @Nullable
    MetricsPage open(ActorSystem<?> system) {
        return port.map(there -> MetricsPage.open(system, host, there)).orElse(null);
    }

    /** At this port, if one is given. */
    MetricsSettings withPort(Optional<Integer> given) {
        return given.isPresent() ? new MetricsSettings(host, given) : this;
    }
}
