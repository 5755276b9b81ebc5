package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.net.SocketOption;
import java.time.Duration;
import java.util.List;

/**
 * Bounds of one listener: {@code tapio.tcp.server}.
 *
 * @param backlog connections that wait, made but not accepted
 * @param maxConnections open connections
 * @param drainTimeout time from the request to end until what is open is cut
 * @param connection bounds of each connection
 */
public record TcpServerSettings(int backlog, int maxConnections, Duration drainTimeout, ConnectionSettings connection)
        implements Bounded {
    private static final String PATH = "tapio.tcp.server";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TcpServerSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new TcpServerSettings(
                section.count("backlog"),
                section.count("max-connections"),
                section.duration("drain-timeout"),
                ConnectionSettings.from(section));
    }

    /** Those of the listener; a connection's are told by its wire. */
    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.count("open connections", maxConnections, PATH + ".max-connections"),
                Bound.count("connections made and not accepted", backlog, PATH + ".backlog"),
                Bound.time("time to end in", drainTimeout, PATH + ".drain-timeout"));
    }

    public TcpServerSettings withMaxConnections(int connections) {
        return new TcpServerSettings(backlog, connections, drainTimeout, connection);
    }

    /** {@code option} for the socket of each connection, and for the listener's where it is one of binding. */
    public <T> TcpServerSettings withSocketOption(SocketOption<T> option, T value) {
        return withConnection(connection.withOptions(connection.options().with(option, value)));
    }

    /** Connections are asked to end after about this time: a tenth less, a tenth more. */
    public TcpServerSettings withMaxLifetime(Duration lifetime) {
        return withConnection(connection.withMaxLifetime(lifetime));
    }

    /**
     * For protocols whose clients connect ahead of need and may be silent for as long as they like: no deadline for the
     * first byte and none for an idle connection, whatever the configuration says. The operating system's keep-alive
     * remains.
     */
    public TcpServerSettings withoutSilenceTimeouts() {
        return withConnection(connection.withoutSilenceTimeouts());
    }

    private TcpServerSettings withConnection(ConnectionSettings other) {
        return new TcpServerSettings(backlog, maxConnections, drainTimeout, other);
    }
}
