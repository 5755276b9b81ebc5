package io.tapio.connection;

import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** One connection, as services and protocols see it. Thread-safe. */
public interface ConnectionInfo {
    /** Names the connection in logs and on the operator's page; unique in its ActorSystem. */
    String id();

    SocketAddress localAddress();

    SocketAddress remoteAddress();

    /** The clock of the place where this connection lives. */
    Timer timer();

    /** Where what is done on this connection is counted, together with that of others. */
    default Stats stats() {
        return Stats.none();
    }

    /** Completes when the connection has been asked to finish what it has and end; never fails. */
    CompletionStage<Done> draining();

    /** Completes when the connection has ended, with the reason; never fails. */
    CompletionStage<CloseReason> closed();

    /**
     * What TLS knows of the peer; empty on a connection without it. It is there before the first call, and where the
     * connection began with TLS, before its service is opened.
     */
    default Optional<TlsSession> tls() {
        return Optional.empty();
    }
}
