package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Bounds of one outgoing connection: {@code tapio.tcp.client}.
 *
 * @param connectTimeout time in which the connection has to be made
 * @param connectAttemptDelay time that one address of a host has before the next is tried beside it
 * @param maxAddresses addresses of a host that are tried
 * @param localAddress where to connect from, mostly unresolved; empty for what the operating system chooses
 * @param connection bounds of the connection
 */
public record TcpClientSettings(
        Duration connectTimeout,
        Duration connectAttemptDelay,
        int maxAddresses,
        Optional<InetSocketAddress> localAddress,
        ConnectionSettings connection)
        implements Bounded {
    private static final String PATH = "tapio.tcp.client";

    /** Of either family. */
    private static final String ANY_HOST = "0.0.0.0";

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TcpClientSettings from(Config config) {
        Section section = Section.of(config, PATH);
        return new TcpClientSettings(
                section.duration("connect-timeout"),
                section.duration("connect-attempt-delay"),
                section.count("max-addresses"),
                localAddress(section),
                ConnectionSettings.from(section));
    }

    private static Optional<InetSocketAddress> localAddress(Section section) {
        Optional<String> host = section.unless("any", "local-host", section::text);
        int port = section.countOr("local-port", "any", 0);
        return host.isEmpty() && port == 0
                ? Optional.empty()
                : Optional.of(InetSocketAddress.createUnresolved(host.orElse(ANY_HOST), port));
    }

    /** Those of the client; a connection's are told by its wire. */
    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.time("time to connect in", connectTimeout, PATH + ".connect-timeout"),
                Bound.time(
                        "time until the next address is tried", connectAttemptDelay, PATH + ".connect-attempt-delay"),
                Bound.count("addresses of a host that are tried", maxAddresses, PATH + ".max-addresses"),
                Bound.time("time to end in", connection.drainTimeout(), PATH + ".drain-timeout"));
    }

    /**
     * From this host, a name or an address of this machine, and this port; 0 is one that the operating system chooses.
     */
    public TcpClientSettings withLocalAddress(String host, int port) {
        return new TcpClientSettings(
                connectTimeout,
                connectAttemptDelay,
                maxAddresses,
                Optional.of(InetSocketAddress.createUnresolved(host, port)),
                connection);
    }

    /** {@code option} for the socket of each connection. */
    public <T> TcpClientSettings withSocketOption(SocketOption<T> option, T value) {
        return withConnection(connection.withOptions(connection.options().with(option, value)));
    }

    /** Connections end after about this time, a tenth less or more, when what is under way on them is done. */
    public TcpClientSettings withMaxLifetime(Duration lifetime) {
        return withConnection(connection.withMaxLifetime(lifetime));
    }

    private TcpClientSettings withConnection(ConnectionSettings other) {
        return new TcpClientSettings(connectTimeout, connectAttemptDelay, maxAddresses, localAddress, other);
    }
}
