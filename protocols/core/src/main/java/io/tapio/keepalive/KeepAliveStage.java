package io.tapio.keepalive;

import io.tapio.codec.Frames;
import io.tapio.time.Timer;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Takes pings and pongs out of the runs from the peer, and puts its own into those to the peer. Runs are handed on as
 * they are: each frame is looked at when the dispatch takes it.
 *
 * <p><b>Emits when</b> the other side of its direction does, or there is a ping or pong to send, and there is demand ·
 * <b>Backpressures when</b> downstream of that direction does · <b>Completes when</b> both directions have · <b>Fails
 * when</b> the peer is silent for too long after a ping, or does not take its pongs
 */
final class KeepAliveStage<I, O> extends GraphStage<BidiShape<Frames<I>, Frames<I>, Frames<O>, Frames<O>>> {
    private static final Attributes NAME = Attributes.name("keep-alive");

    final Inlet<Frames<I>> fromPeer = Inlet.create("KeepAlive.fromPeer");
    final Outlet<Frames<I>> toDispatch = Outlet.create("KeepAlive.toDispatch");
    final Inlet<Frames<O>> fromDispatch = Inlet.create("KeepAlive.fromDispatch");
    final Outlet<Frames<O>> toPeer = Outlet.create("KeepAlive.toPeer");
    final KeepAlive<I, O> layer;
    final Timer timer;
    final Doubt doubt;
    private final BidiShape<Frames<I>, Frames<I>, Frames<O>, Frames<O>> shape =
            BidiShape.of(fromPeer, toDispatch, fromDispatch, toPeer);

    KeepAliveStage(KeepAlive<I, O> layer, Timer timer, Doubt doubt) {
        this.layer = layer;
        this.timer = timer;
        this.doubt = doubt;
    }

    @Override
    public BidiShape<Frames<I>, Frames<I>, Frames<O>, Frames<O>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and(layer.settings());
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new KeepAliveLogic<>(this);
    }
}
