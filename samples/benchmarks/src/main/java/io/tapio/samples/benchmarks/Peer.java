package io.tapio.samples.benchmarks;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.time.Timer;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Whom the store of a server that is compared with talks to. */
record Peer(SocketAddress localAddress, SocketAddress remoteAddress, CompletableFuture<CloseReason> closed)
        implements ConnectionInfo {
    private static final CloseReason CLOSED = new CloseReason(CloseReason.Kind.PEER_CLOSED, "closed");

    Peer(SocketAddress localAddress, SocketAddress remoteAddress) {
        this(localAddress, remoteAddress, new CompletableFuture<>());
    }

    void close() {
        closed.complete(CLOSED);
    }

    @Override
    public String id() {
        return remoteAddress.toString();
    }

    @Override
    public Timer timer() {
        return Timer.shared();
    }

    @Override
    public CompletionStage<Done> draining() {
        return new CompletableFuture<>();
    }
}
