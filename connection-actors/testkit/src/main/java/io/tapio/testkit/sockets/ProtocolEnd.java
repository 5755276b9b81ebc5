package io.tapio.testkit.sockets;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.time.Timer;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * The end of a connection at which a protocol stands, and how far it is, for the test's thread to see. It is what the
 * protocol knows of the connection, so that nothing of that happens behind the test's back. Thread-safe.
 */
final class ProtocolEnd implements ConnectionInfo {
    /**
     * How far it is.
     *
     * @param ready the wire has asked for what it gives
     * @param received the bytes that the protocol was given
     * @param asks it waits for more
     * @param inputOver it gets no more
     * @param emitted the bytes that it has given the wire
     * @param outputOver it gives no more
     * @param draining it was told to drain
     * @param closed it was told that the connection has ended
     */
    record Progress(
            boolean ready,
            long received,
            boolean asks,
            boolean inputOver,
            long emitted,
            boolean outputOver,
            boolean draining,
            boolean closed) {
        /** Both directions are. */
        boolean isOver() {
            return inputOver && outputOver;
        }
    }

    private final ConnectionInfo connection;
    private final Timer timer;
    private final Bell bell;
    private final CompletableFuture<Done> draining = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private Runnable look = () -> {};
    private long steps;
    private boolean started;
    private boolean ready;
    private boolean stopped;
    private boolean quiet;
    private long received;
    private boolean asks;
    private boolean inputOver;
    private long emitted;
    private boolean outputOver;
    private boolean toldToDrain;
    private boolean toldOfTheEnd;

    ProtocolEnd(ConnectionInfo connection, Timer timer, Bell bell) {
        this.connection = connection;
        this.timer = timer;
        this.bell = bell;
    }

    /** Hands on what the connection tells, and notes when whoever waits for it has heard it. */
    ProtocolEnd watching() {
        connection.draining().thenAccept(done -> {
            draining.complete(done);
            step(() -> toldToDrain = true);
        });
        connection.closed().thenAccept(reason -> {
            closed.complete(reason);
            step(() -> toldOfTheEnd = true);
        });
        return this;
    }

    // -- for the test

    synchronized Progress progress() {
        return new Progress(ready, received, asks, inputOver, emitted, outputOver, toldToDrain, toldOfTheEnd);
    }

    /** Grows with all that happens here. */
    synchronized long steps() {
        return steps;
    }

    /** Lets the graph say when it has done what it was told so far, and all that follows from it. */
    void look() {
        Runnable asked;
        synchronized (this) {
            quiet = !started;
            asked = look;
        }
        asked.run();
    }

    /** Whether it has said so since. */
    synchronized boolean isQuiet() {
        return quiet || stopped;
    }

    // -- for the tap

    /** @param look see {@link #look()} */
    void started(Runnable look) {
        step(() -> {
            this.look = look;
            started = true;
        });
    }

    void asked() {
        step(() -> asks = true);
    }

    void took(int bytes) {
        step(() -> {
            asks = false;
            received += bytes;
        });
    }

    void inputOver() {
        step(() -> {
            asks = false;
            inputOver = true;
        });
    }

    void wasAsked() {
        if (!isReady()) {
            step(() -> ready = true);
        }
    }

    private synchronized boolean isReady() {
        return ready;
    }

    void gave(int bytes) {
        step(() -> emitted += bytes);
    }

    void outputOver() {
        step(() -> outputOver = true);
    }

    void stopped() {
        step(() -> {
            stopped = true;
            asks = false;
            inputOver = true;
            outputOver = true;
        });
    }

    /** Nothing is left to do. */
    void quiet() {
        synchronized (this) {
            quiet = true;
        }
        bell.ring();
    }

    private void step(Runnable change) {
        synchronized (this) {
            change.run();
            steps++;
        }
        bell.ring();
    }

    // -- for the protocol

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
        return timer;
    }

    @Override
    public CompletionStage<Done> draining() {
        return draining.minimalCompletionStage();
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closed.minimalCompletionStage();
    }
}
