package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineServer.Rules;
import io.tapio.service.Service;
import io.tapio.upgrade.Upgrade;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service for each request, as soon as its head is there, and sends the replies in the order of the requests.
 *
 * <p><b>Emits when</b> there are requests to call for, or the oldest has a reply, or the body of that a chunk, and
 * there is demand · <b>Backpressures when</b> downstream does, or a request's body is not read as fast as it comes, or
 * as many requests are in flight, or as many calls run, as may · <b>Completes when</b> upstream completes, or the
 * connection drains, and all is answered · <b>Fails when</b> requests cannot be read, after all before is answered, a
 * body that nobody reads does not end, or the protocol has no way to say that a call failed
 */
final class StreamingPipelineServerStage<Q, C, A, D>
        extends GraphStage<FlowShape<Frames<Part<Q, C>>, Frames<Part<A, D>>>> {
    static final Attributes NAME = Attributes.name("streaming-pipeline-server");

    final Inlet<Frames<Part<Q, C>>> in = Inlet.create("StreamingPipelineServer.in");
    final Outlet<Frames<Part<A, D>>> out = Outlet.create("StreamingPipelineServer.out");
    final FlowShape<Frames<Part<Q, C>>, Frames<Part<A, D>>> shape = FlowShape.of(in, out);
    final Rules<Q, C, A> rules;
    private final Attributes attributes;
    final ConnectionInfo connection;
    final Service<Streamed<Q, C>, Streamed<A, D>> service;
    final @Nullable Upgrade upgrade;

    StreamingPipelineServerStage(
            Rules<Q, C, A> rules,
            Attributes attributes,
            ConnectionInfo connection,
            Service<Streamed<Q, C>, Streamed<A, D>> service,
            @Nullable Upgrade upgrade) {
        this.rules = rules;
        this.attributes = attributes;
        this.connection = connection;
        this.service = service;
        this.upgrade = upgrade;
    }

    @Override
    public FlowShape<Frames<Part<Q, C>>, Frames<Part<A, D>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return attributes;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new StreamingPipelineServerLogic<>(this);
    }
}
