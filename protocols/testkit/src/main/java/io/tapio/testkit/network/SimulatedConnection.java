package io.tapio.testkit.network;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.stats.Stats;
import io.tapio.time.Clock;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * A connection of a {@link SimulatedNetwork}: at each of its ends a protocol, or the test itself. Nothing happens on it
 * before the network runs.
 */
public final class SimulatedConnection {
    private final SimulatedThread thread;
    private final Materializer materializer;
    private final Trace trace;
    private final int number;
    private final Lane toServer;
    private final Lane toClient;
    private final SimulatedEnd server;
    private final SimulatedEnd client;
    private boolean serverDrains;
    private final Set<Side> owned = EnumSet.noneOf(Side.class);

    SimulatedConnection(
            int number,
            NetworkSettings settings,
            RandomGenerator random,
            SimulatedThread thread,
            Materializer materializer,
            Trace trace,
            Stats stats) {
        this.number = number;
        this.thread = thread;
        this.materializer = materializer;
        this.trace = trace;
        toServer = lane(Side.SERVER, settings, random);
        toClient = lane(Side.CLIENT, settings, random);
        server = new SimulatedEnd(Side.SERVER, number, toServer, toClient, thread.timer(), stats, trace, this::reset);
        client = new SimulatedEnd(Side.CLIENT, number, toClient, toServer, thread.timer(), stats, trace, this::reset);
        drawReset(settings.resetWithin(), random);
        drawHalfClose(settings.halfCloseWithin(), random);
    }

    private Lane lane(Side reader, NetworkSettings settings, RandomGenerator random) {
        String name = "#" + number + " to " + reader.label();
        return new Lane(name, settings.to(reader), new Random(random.nextLong()), thread, trace);
    }

    private void drawReset(long within, RandomGenerator random) {
        if (within > 0) {
            Lane lane = laneTo(draw(random));
            lane.limit(1 + random.nextLong(within), () -> thread.move(lane.untilArrived(), this::reset));
        }
    }

    private void drawHalfClose(long within, RandomGenerator random) {
        if (within > 0) {
            Side side = draw(random);
            laneTo(side.other()).limit(1 + random.nextLong(within), () -> close(side));
        }
    }

    private static Side draw(RandomGenerator random) {
        return random.nextBoolean() ? Side.SERVER : Side.CLIENT;
    }

    // -- who is at its ends

    /** The server's end speaks {@code protocol}, with {@code service} behind it. */
    public <Q, A> void serve(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        serverDrains = protocol.drains();
        start(Side.SERVER, protocol.serve(own(Side.SERVER), service));
    }

    /** The client's end speaks {@code protocol}; the session comes when the network runs. */
    public <Q, A> CompletionStage<Session<Q, A>> open(ClientProtocol<Q, A> protocol) {
        return start(Side.CLIENT, protocol.open(own(Side.CLIENT)));
    }

    private <M> M start(Side side, Flow<ByteString, ByteString, M> protocol) {
        return protocol.join(wire(side))
                .withAttributes(Attributes.none().and(new Clock(end(side).timer())))
                .run(materializer);
    }

    /** The test itself is at this end. */
    public RawPeer peer(Side side) {
        return new PeerByHand(own(side));
    }

    private SimulatedEnd own(Side side) {
        if (!owned.add(side)) {
            throw new IllegalStateException("somebody is at the " + side.label() + "'s end of #" + number + " already");
        }
        return end(side);
    }

    private Flow<ByteString, ByteString, NotUsed> wire(Side side) {
        return Flow.fromGraph(new WireStage(end(side)));
    }

    // -- what the test may do to it

    /** What whoever is at this end knows of the connection. */
    public ConnectionInfo info(Side side) {
        return end(side);
    }

    /** Breaks the connection off: both sides see it, and the bytes on their way are lost. */
    public void reset() {
        toServer.lose();
        toClient.lose();
        trace.add(thread.timer().nanoTime(), "#" + number + ": reset");
        CloseReason reason = new CloseReason(Kind.RESET, "the connection was reset");
        server.tell(new SimulatedEnd.Reset(reason));
        client.tell(new SimulatedEnd.Reset(reason));
    }

    /** Closes one side: what it has sent still arrives, and it can send nothing more. */
    public void close(Side side) {
        laneTo(side.other()).end();
        end(side).tell(SimulatedEnd.Told.OUTPUT_CLOSED);
    }

    /** Asks one side to drain: it reads no more, answers what it has read, and ends. */
    public void drain(Side side) {
        end(side).drain(side == Side.SERVER && serverDrains);
    }

    /** This side reads nothing, whatever its protocol asks for. */
    public void stall(Side reader) {
        laneTo(reader).stall();
    }

    /** It reads again. */
    public void resume(Side reader) {
        laneTo(reader).resume();
    }

    /** The bytes that were sent to this side, and that it has not read. */
    public int bytesInFlightTo(Side reader) {
        return laneTo(reader).inFlight();
    }

    private Lane laneTo(Side reader) {
        return reader == Side.SERVER ? toServer : toClient;
    }

    private SimulatedEnd end(Side side) {
        return side == Side.SERVER ? server : client;
    }
}
