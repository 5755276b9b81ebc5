package io.tapio.tls;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.connection.TlsSession;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** A connection, as those see it that are behind its TLS. Thread-safe. */
final class TlsConnection implements ConnectionInfo {
    private final ConnectionInfo connection;
    private volatile @Nullable TlsSession session;

    TlsConnection(ConnectionInfo connection) {
        this.connection = connection;
    }

    void secured(TlsSession session) {
        this.session = session;
    }

    boolean isDraining() {
        return connection.draining().toCompletableFuture().isDone();
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.ofNullable(session);
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public SocketAddress localAddress() {
        return connection.localAddress();
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public Timer timer() {
        return connection.timer();
    }

    @Override
    public Stats stats() {
        return connection.stats();
    }

    @Override
    public CompletionStage<Done> draining() {
        return connection.draining();
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return connection.closed();
    }

    @Override
    public String toString() {
        return connection + " (TLS)";
    }
}
