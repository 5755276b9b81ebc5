package io.tapio.samples.kv;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.time.Timer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

record FakeConnection(String id, Timer timer, CompletableFuture<Done> draining, CompletableFuture<CloseReason> closed)
        implements ConnectionInfo {

    FakeConnection(String id, Timer timer) {
        this(id, timer, new CompletableFuture<>(), new CompletableFuture<>());
    }

    @Override
    public SocketAddress localAddress() {
        return new InetSocketAddress("127.0.0.1", 6379);
    }

    @Override
    public SocketAddress remoteAddress() {
        return new InetSocketAddress("127.0.0.1", 50_000);
    }

    void close() {
        closed.complete(new CloseReason(CloseReason.Kind.PEER_CLOSED, "the test closed it"));
    }
}
