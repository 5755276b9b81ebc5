package io.tapio.dispatch.duplex;

import io.tapio.codec.Frames;
import java.util.List;
import org.apache.pekko.stream.AbstractShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.Shape;

/** The ports of a {@link Switchboard}. */
final class DuplexShape<F> extends AbstractShape {
    private final Inlet<Frames<F>> fromPeer;
    private final Inlet<Frames<F>> fromServer;
    private final Inlet<Frames<F>> fromClient;
    private final Outlet<Frames<F>> toPeer;
    private final Outlet<Frames<F>> toServer;
    private final Outlet<Frames<F>> toClient;

    private DuplexShape(
            Inlet<Frames<F>> fromPeer,
            Inlet<Frames<F>> fromServer,
            Inlet<Frames<F>> fromClient,
            Outlet<Frames<F>> toPeer,
            Outlet<Frames<F>> toServer,
            Outlet<Frames<F>> toClient) {
        this.fromPeer = fromPeer;
        this.fromServer = fromServer;
        this.fromClient = fromClient;
        this.toPeer = toPeer;
        this.toServer = toServer;
        this.toClient = toClient;
    }

    static <F> DuplexShape<F> create() {
        return new DuplexShape<>(
                Inlet.create("Duplex.fromPeer"),
                Inlet.create("Duplex.fromServer"),
                Inlet.create("Duplex.fromClient"),
                Outlet.create("Duplex.toPeer"),
                Outlet.create("Duplex.toServer"),
                Outlet.create("Duplex.toClient"));
    }

    Inlet<Frames<F>> fromPeer() {
        return fromPeer;
    }

    Inlet<Frames<F>> fromServer() {
        return fromServer;
    }

    Inlet<Frames<F>> fromClient() {
        return fromClient;
    }

    Outlet<Frames<F>> toPeer() {
        return toPeer;
    }

    Outlet<Frames<F>> toServer() {
        return toServer;
    }

    Outlet<Frames<F>> toClient() {
        return toClient;
    }

    @Override
    public List<Inlet<?>> allInlets() {
        return List.of(fromPeer, fromServer, fromClient);
    }

    @Override
    public List<Outlet<?>> allOutlets() {
        return List.of(toPeer, toServer, toClient);
    }

    @Override
    public Shape deepCopy() {
        return new DuplexShape<>(
                fromPeer.carbonCopy(),
                fromServer.carbonCopy(),
                fromClient.carbonCopy(),
                toPeer.carbonCopy(),
                toServer.carbonCopy(),
                toClient.carbonCopy());
    }
}
