package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexClient.Rules;
import io.tapio.service.Session;
import io.tapio.settings.Bounded;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Sends the requests of a session with ids, and the chunks of their bodies in turn, and hands each reply to the call
 * with its id, as soon as its head is there.
 *
 * <p><b>Emits when</b> a call waits, fewer than {@code max-in-flight} are under way, or a body that may be sent has a
 * chunk, and there is demand · <b>Backpressures when</b>, without credit, the body of a reply is not read as fast as it
 * comes · <b>Completes when</b> the session has drained, or upstream completes · <b>Fails when</b> upstream fails, the
 * peer breaks the rules of ids and credit, a body that nobody reads does not end, or the time to drain is over
 */
final class StreamingMultiplexClientStage<Q, C, A, D>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<Frames<Frame<A, D>>, Frames<Frame<Q, C>>>,
                CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>> {
    private static final Attributes NAME = Attributes.name("streaming-multiplex-client");

    final Inlet<Frames<Frame<A, D>>> in = Inlet.create("StreamingMultiplexClient.in");
    final Outlet<Frames<Frame<Q, C>>> out = Outlet.create("StreamingMultiplexClient.out");
    final FlowShape<Frames<Frame<A, D>>, Frames<Frame<Q, C>>> shape = FlowShape.of(in, out);
    final Rules<C, A, D> rules;
    final ConnectionInfo connection;

    StreamingMultiplexClientStage(Rules<C, A, D> rules, ConnectionInfo connection) {
        this.rules = rules;
        this.connection = connection;
    }

    @Override
    public FlowShape<Frames<Frame<A, D>>, Frames<Frame<Q, C>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        Bounded calls = () -> rules.settings().clientLimits().bounds("tapio.multiplex.client");
        return NAME.and(calls.and(rules.bodies()));
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>>
            createLogicAndMaterializedValuePair(Attributes attributes) {
        var logic = new StreamingMultiplexClientLogic<>(this);
        return Pair.create(logic, logic.opened());
    }
}
