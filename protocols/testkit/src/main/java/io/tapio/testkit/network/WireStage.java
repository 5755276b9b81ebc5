package io.tapio.testkit.network;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * An end of a simulated connection as a stage: what the peer sends comes out, what goes in is sent.
 *
 * <p><b>Emits when</b> something has arrived and there is demand · <b>Backpressures when</b> the window is full ·
 * <b>Completes when</b> both sides have closed, or one has and the other lingers · <b>Fails when</b> the connection is
 * reset
 */
final class WireStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    final Inlet<ByteString> in = Inlet.create("SimulatedWire.in");
    final Outlet<ByteString> out = Outlet.create("SimulatedWire.out");
    final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    final SimulatedEnd end;

    WireStage(SimulatedEnd end) {
        this.end = end;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return Attributes.name("simulated-wire");
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new WireLogic(this);
    }
}
