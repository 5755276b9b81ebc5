package io.tapio.testkit.network;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.stats.Stats;
import io.tapio.testkit.time.VirtualTimer;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;

/** One end of a connection: its two lanes, and what is known of its life. */
final class SimulatedEnd implements ConnectionInfo {
    /** What happens to an end, for whoever stands there. */
    sealed interface Event {}

    enum Told implements Event {
        /** There may be something to read, or the end of it. */
        READABLE,
        /** There may be room to write. */
        WRITABLE,
        /** To read no more, and end when what was read is answered. */
        END_INPUT,
        /** The graph finishes by itself: when it has, that is why. */
        DRAINING,
        /** Nothing can be sent any more. */
        OUTPUT_CLOSED,
        /** The time that a finished connection waits for its peer is over. */
        LINGERED
    }

    record Reset(CloseReason reason) implements Event {}

    private static final int SERVER_PORT = 7;
    private static final int FIRST_CLIENT_PORT = 50_000;
    private static final int PORTS = 10_000;

    final Lane incoming;
    final Lane outgoing;
    private final Side side;
    private final int number;
    private final VirtualTimer timer;
    private final Stats stats;
    private final Trace trace;
    private final Runnable reset;
    private final CompletableFuture<Done> draining = new CompletableFuture<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private Consumer<Event> owner = event -> {};

    /** @param reset resets the connection */
    SimulatedEnd(
            Side side,
            int number,
            Lane incoming,
            Lane outgoing,
            VirtualTimer timer,
            Stats stats,
            Trace trace,
            Runnable reset) {
        this.reset = reset;
        this.side = side;
        this.number = number;
        this.incoming = incoming;
        this.outgoing = outgoing;
        this.timer = timer;
        this.stats = stats;
        this.trace = trace;
        incoming.readBy(() -> owner.accept(Told.READABLE));
        outgoing.writtenBy(() -> owner.accept(Told.WRITABLE));
    }

    /** Whoever stands at this end from now on, and is told what has come before. */
    void own(Consumer<Event> owner) {
        this.owner = owner;
        owner.accept(Told.READABLE);
    }

    void tell(Event event) {
        owner.accept(event);
    }

    /** @param byItself whether the graph at this end heeds {@link #draining()}; else its input ends */
    void drain(boolean byItself) {
        tell(byItself ? Told.DRAINING : Told.END_INPUT); // before the end that may follow
        draining.complete(Done.getInstance());
    }

    /** This end is gone, and had more to send. */
    void cutOff() {
        reset.run();
    }

    void close(CloseReason reason) {
        if (!closed.isDone()) {
            trace.add(timer.nanoTime(), id() + ": over, " + reason);
            closed.complete(reason);
        }
    }

    @Override
    public String id() {
        return "#" + number + " " + side.label();
    }

    @Override
    public SocketAddress localAddress() {
        return address(side);
    }

    @Override
    public SocketAddress remoteAddress() {
        return address(side.other());
    }

    private SocketAddress address(Side of) {
        return of == Side.SERVER
                ? InetSocketAddress.createUnresolved("server.test", SERVER_PORT)
                : InetSocketAddress.createUnresolved("client.test", FIRST_CLIENT_PORT + number % PORTS);
    }

    @Override
    public VirtualTimer timer() {
        return timer;
    }

    @Override
    public Stats stats() {
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
