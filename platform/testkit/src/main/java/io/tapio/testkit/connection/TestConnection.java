package io.tapio.testkit.connection;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.stats.MemoryStats;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.time.VirtualTimer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;

/** A connection that is only told of: the test drains and closes it, and turns its clock. */
public final class TestConnection implements ConnectionInfo {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int SERVER_PORT = 7;
    private static final int FIRST_CLIENT_PORT = 50_000;

    private final int number = COUNT.getAndIncrement();
    private final VirtualTimer timer;
    private final MemoryStats stats = new Numbers().stats();
    private final CompletableFuture<Done> draining = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /** A connection with a clock of its own. */
    public TestConnection() {
        this(new VirtualTimer());
    }

    public TestConnection(VirtualTimer timer) {
        this.timer = timer;
    }

    /** Asks the connection to finish what it has and end. */
    public void drain() {
        draining.complete(Done.getInstance());
    }

    /** The connection has ended. */
    public void close(CloseReason reason) {
        closed.complete(reason);
    }

    @Override
    public String id() {
        return "test-" + number;
    }

    @Override
    public SocketAddress localAddress() {
        return InetSocketAddress.createUnresolved("server.test", SERVER_PORT);
    }

    @Override
    public SocketAddress remoteAddress() {
        return InetSocketAddress.createUnresolved("client.test", FIRST_CLIENT_PORT + number % 10_000);
    }

    @Override
    public VirtualTimer timer() {
        return timer;
    }

    /** Its own: it counts for no other. */
    @Override
    public MemoryStats stats() {
        return stats;
    }

    @Override
    public CompletionStage<Done> draining() {
        return draining;
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closed;
    }
}
