package io.tapio.tcp;

import io.tapio.tcp.ConnectionCounts.Obstacle;
import io.tapio.time.Timer;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what keeps a listener from accepting, with the numbers and what to raise: seldom, because peers can bring it
 * about. Belongs to the listener.
 */
final class AcceptAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptAlarm.class);

    private final String listener;
    private final TcpServerSettings settings;
    private final Descriptors descriptors;
    private final Timer timer;
    private final Map<Obstacle, RareLog> logs = new EnumMap<>(Obstacle.class);
    private boolean raised;

    AcceptAlarm(String listener, TcpServerSettings settings, Descriptors descriptors, Timer timer) {
        this.listener = listener;
        this.settings = settings;
        this.descriptors = descriptors;
        this.timer = timer;
    }

    /** Connections wait. */
    void waiting(Obstacle obstacle) {
        warn(obstacle, "more connections have to wait");
    }

    /** The operating system gave no connection, and said why. */
    void failed(Obstacle obstacle, String why) {
        raised |= warn(obstacle, "cannot accept: " + why);
    }

    private boolean warn(Obstacle obstacle, String what) {
        return logs.computeIfAbsent(obstacle, each -> new RareLog(LOG, timer))
                .warn(() -> listener + ": " + what + "; " + numbers(obstacle));
    }

    private String numbers(Obstacle obstacle) {
        return switch (obstacle) {
            case ADDRESS_FULL ->
                "it has " + settings.maxConnectionsPerAddress() + ", the limit ("
                        + TcpServerSettings.MAX_CONNECTIONS_PER_ADDRESS + ")";
            case LISTENER_FULL ->
                settings.maxConnections() + " are open, the limit (" + TcpServerSettings.MAX_CONNECTIONS + ")";
            case ACCEPT_RATE ->
                settings.acceptRate() + " came in a second, the limit (" + TcpServerSettings.ACCEPT_RATE + "), after "
                        + settings.acceptBurst() + " at once";
            case DESCRIPTOR_RESERVE -> descriptors + "; raise ulimit -n for more";
            case NO_DESCRIPTORS -> descriptors + "; raise ulimit -n, or the system's limit, for more";
            case ACCEPT_FAILED -> "trying again";
        };
    }

    /** A connection was accepted. */
    void accepted() {
        if (raised) {
            LOG.info("{}: accepts again; {}", listener, descriptors.toString()); // as it is now
        }
        raised = false;
    }

    /** A connection was accepted and has to be closed. */
    void refused(SocketAddress peer) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}: closed a connection of {}; {}", listener, peer, numbers(Obstacle.ADDRESS_FULL));
        }
    }
}
