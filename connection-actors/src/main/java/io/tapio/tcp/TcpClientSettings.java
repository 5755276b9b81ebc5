package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of one outgoing connection: {@code tapio.tcp.client}.
 *
 * @param connectTimeout time in which the connection has to be made
 * @param connection bounds of the connection
 */
public record TcpClientSettings(Duration connectTimeout, ConnectionSettings connection) implements Bounded {
    private static final String PATH = "tapio.tcp.client";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TcpClientSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new TcpClientSettings(section.duration("connect-timeout"), ConnectionSettings.from(section));
    }

    /** Those of the client; a connection's are told by its wire. */
    @Override
    public List<Bound> bounds() {
        return List.of(Bound.time("time to connect in", connectTimeout, PATH + ".connect-timeout"));
    }
}
