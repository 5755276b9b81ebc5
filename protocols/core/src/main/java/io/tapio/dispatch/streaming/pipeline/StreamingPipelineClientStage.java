package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.service.Session;
import io.tapio.settings.Bounded;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a session with their bodies, one after the other, and hands each reply to the oldest request
 * that has none, as soon as its head is there.
 *
 * <p><b>Emits when</b> the body that is being sent has a chunk, or a call waits, fewer than {@code max-in-flight} are
 * unanswered, and there is demand · <b>Backpressures when</b> a reply's body is not read as fast as it comes ·
 * <b>Completes when</b> the session has drained, or upstream completes · <b>Fails when</b> upstream fails, a reply
 * comes to nothing, a body that nobody reads does not end, or the time to drain is over
 */
final class StreamingPipelineClientStage<Q, C, A, D>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<Frames<Part<A, D>>, Frames<Part<Q, C>>>,
                CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>> {
    private static final Attributes NAME = Attributes.name("streaming-pipeline-client");

    final Inlet<Frames<Part<A, D>>> in = Inlet.create("StreamingPipelineClient.in");
    final Outlet<Frames<Part<Q, C>>> out = Outlet.create("StreamingPipelineClient.out");
    final FlowShape<Frames<Part<A, D>>, Frames<Part<Q, C>>> shape = FlowShape.of(in, out);
    final StreamingPipelineClient<Q, C, A, D> protocol;
    final ConnectionInfo connection;
    final @Nullable Switch points;

    StreamingPipelineClientStage(
            StreamingPipelineClient<Q, C, A, D> protocol, ConnectionInfo connection, @Nullable Switch points) {
        this.protocol = protocol;
        this.connection = connection;
        this.points = points;
    }

    @Override
    public FlowShape<Frames<Part<A, D>>, Frames<Part<Q, C>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        Bounded calls = () -> protocol.settings().clientLimits().bounds("tapio.pipeline.client");
        return NAME.and(calls.and(protocol.bodies()));
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>>
            createLogicAndMaterializedValuePair(Attributes attributes) {
        var logic = new StreamingPipelineClientLogic<>(this);
        return Pair.create(logic, logic.opened());
    }
}
