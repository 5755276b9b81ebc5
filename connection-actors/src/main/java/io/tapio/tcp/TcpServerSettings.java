package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.net.SocketOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds of one listener: {@code tapio.tcp.server}.
 *
 * @param backlog connections that wait, made but not accepted
 * @param maxConnections open connections
 * @param maxConnectionsPerAddress those of one peer; {@link Integer#MAX_VALUE} for no other limit than that of all
 * @param acceptRate connections accepted in a second, on the average
 * @param acceptBurst connections accepted at once, after a pause
 * @param drainTimeout time from the request to end until what is open is cut
 * @param connection bounds of each connection
 */
public record TcpServerSettings(
        int backlog,
        int maxConnections,
        int maxConnectionsPerAddress,
        int acceptRate,
        int acceptBurst,
        Duration drainTimeout,
        ConnectionSettings connection)
        implements Bounded {
    private static final String PATH = "tapio.tcp.server";
    static final String MAX_CONNECTIONS = PATH + ".max-connections";
    static final String MAX_CONNECTIONS_PER_ADDRESS = PATH + ".max-connections-per-address";
    static final String ACCEPT_RATE = PATH + ".accept-rate";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TcpServerSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new TcpServerSettings(
                section.count("backlog"),
                section.count("max-connections"),
                section.countOr("max-connections-per-address", "off", Integer.MAX_VALUE),
                section.count("accept-rate"),
                section.count("accept-burst"),
                section.duration("drain-timeout"),
                ConnectionSettings.from(section));
    }

    /** Those of the listener; a connection's are told by its wire. */
    @Override
    public List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        bounds.add(Bound.count("open connections", maxConnections, MAX_CONNECTIONS));
        if (maxConnectionsPerAddress != Integer.MAX_VALUE) {
            bounds.add(Bound.count(
                    "open connections of one address", maxConnectionsPerAddress, MAX_CONNECTIONS_PER_ADDRESS));
        }
        bounds.add(Bound.count("connections accepted in a second", acceptRate, ACCEPT_RATE));
        bounds.add(Bound.count("connections accepted at once", acceptBurst, PATH + ".accept-burst"));
        bounds.add(Bound.count("connections made and not accepted", backlog, PATH + ".backlog"));
        bounds.add(Bound.time("time to end in", drainTimeout, PATH + ".drain-timeout"));
        return bounds;
    }

    public TcpServerSettings withMaxConnections(int connections) {
        return new TcpServerSettings(
                backlog, connections, maxConnectionsPerAddress, acceptRate, acceptBurst, drainTimeout, connection);
    }

    public TcpServerSettings withMaxConnectionsPerAddress(int connections) {
        return new TcpServerSettings(
                backlog, maxConnections, connections, acceptRate, acceptBurst, drainTimeout, connection);
    }

    public TcpServerSettings withAcceptRate(int perSecond, int atOnce) {
        return new TcpServerSettings(
                backlog, maxConnections, maxConnectionsPerAddress, perSecond, atOnce, drainTimeout, connection);
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
        return new TcpServerSettings(
                backlog, maxConnections, maxConnectionsPerAddress, acceptRate, acceptBurst, drainTimeout, other);
    }
}
