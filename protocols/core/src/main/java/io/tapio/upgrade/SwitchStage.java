package io.tapio.upgrade;

import io.tapio.settings.Bounded;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Runs the graph of one protocol, and then that of the next, on the same actor and the same connection.
 *
 * <p><b>Emits when</b> the graph that runs does · <b>Backpressures when</b> that does · <b>Completes when</b> that
 * completes and no other follows · <b>Fails when</b> that does. Upstream's end goes to the graph that runs, and so does
 * downstream's. Only this is kept back: that the first graph wants no more bytes, until it has written its last.
 */
final class SwitchStage<M>
        extends AbstractGraphStageWithMaterializedValue<FlowShape<ByteString, ByteString>, CompletionStage<M>> {
    private static final Attributes NAME = Attributes.name("switch").and(Bounded.NOTHING);

    final Inlet<ByteString> in = Inlet.create("Switch.in");
    final Outlet<ByteString> out = Outlet.create("Switch.out");
    final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    private final Function<? super Switch, ? extends Flow<ByteString, ByteString, M>> first;

    SwitchStage(Function<? super Switch, ? extends Flow<ByteString, ByteString, M>> first) {
        this.first = first;
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME;
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<M>> createLogicAndMaterializedValuePair(Attributes attributes) {
        Switch points = new Switch();
        CompletableFuture<M> started = new CompletableFuture<>();
        Switch.Next<M> begin = new Switch.Next<>(first.apply(points), started);
        return Pair.create(new SwitchLogic(this, points, begin, attributes), started);
    }
}
