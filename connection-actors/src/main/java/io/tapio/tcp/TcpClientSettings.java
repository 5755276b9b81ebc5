package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.time.Duration;

/**
 * Bounds of one outgoing connection: {@code tapio.tcp.client}.
 *
 * @param connectTimeout time in which the connection has to be made
 * @param connection bounds of the connection
 */
public record TcpClientSettings(Duration connectTimeout, ConnectionSettings connection) {
    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TcpClientSettings from(Config config) {
        Section section = Section.of(config, "tapio.tcp.client");
        return new TcpClientSettings(section.duration("connect-timeout"), ConnectionSettings.from(section));
    }
}
