package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A connection as others see it; the connection actor completes the two futures. */
record TcpConnection(
        String id,
        SocketAddress localAddress,
        SocketAddress remoteAddress,
        Timer timer,
        Stats stats,
        CompletableFuture<Done> drainingPromise,
        CompletableFuture<CloseReason> closedPromise)
        implements ConnectionInfo {

    TcpConnection(String id, SocketChannel channel, Timer timer, Stats stats) throws IOException {
        this(id, channel.getLocalAddress(), channel.getRemoteAddress(), timer, stats);
    }

    TcpConnection(String id, SocketAddress localAddress, SocketAddress remoteAddress, Timer timer, Stats stats) {
        this(id, localAddress, remoteAddress, timer, stats, new CompletableFuture<>(), new CompletableFuture<>());
    }

    @Override
    public CompletionStage<Done> draining() {
        return drainingPromise.minimalCompletionStage();
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closedPromise.minimalCompletionStage();
    }

    /** Why it has ended. An actor that could not even start has left no reason. */
    CloseReason reason() {
        return closedPromise.getNow(CloseReasons.stopped("the connection's actor"));
    }

    @Override
    public String toString() {
        return id + " " + localAddress + " ↔ " + remoteAddress;
    }
}
