package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexServer.Rules;
import io.tapio.service.Service;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;

/**
 * Calls a service for each request, as soon as its head is there, and sends each reply, and the chunks of all bodies in
 * turn, when they are there.
 *
 * <p><b>Emits when</b> there are requests to call for, a call has ended, or a body that may be sent has a chunk, and
 * there is demand · <b>Backpressures when</b> downstream does, or as many requests wait as may, or, without credit, a
 * body is not read as fast as it comes · <b>Completes when</b> upstream completes, or the connection drains, and all is
 * answered · <b>Fails when</b> frames cannot be read, or break the rules of ids and credit, after all before is
 * answered, or a body that nobody reads does not end
 */
final class StreamingMultiplexServerStage<Q, C, A, D>
        extends GraphStage<FlowShape<Frames<Frame<Q, C>>, Frames<Frame<A, D>>>> {
    static final Attributes NAME = Attributes.name("streaming-multiplex-server");

    final Inlet<Frames<Frame<Q, C>>> in = Inlet.create("StreamingMultiplexServer.in");
    final Outlet<Frames<Frame<A, D>>> out = Outlet.create("StreamingMultiplexServer.out");
    final FlowShape<Frames<Frame<Q, C>>, Frames<Frame<A, D>>> shape = FlowShape.of(in, out);
    final Rules<C, A, D> rules;
    private final Attributes attributes;
    final ConnectionInfo connection;
    final Service<Streamed<Q, C>, Streamed<A, D>> service;

    StreamingMultiplexServerStage(
            Rules<C, A, D> rules,
            Attributes attributes,
            ConnectionInfo connection,
            Service<Streamed<Q, C>, Streamed<A, D>> service) {
        this.rules = rules;
        this.attributes = attributes;
        this.connection = connection;
        this.service = service;
    }

    @Override
    public FlowShape<Frames<Frame<Q, C>>, Frames<Frame<A, D>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return attributes;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new StreamingMultiplexServerLogic<>(this);
    }
}
