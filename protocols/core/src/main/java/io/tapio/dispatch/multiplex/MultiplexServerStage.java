package io.tapio.dispatch.multiplex;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.multiplex.MultiplexServer.Rules;
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
 * Calls a service for each request and gives each reply, with its request's id, when it is there.
 *
 * <p><b>Emits when</b> there are requests to call for, or a call has ended, and there is demand · <b>Backpressures
 * when</b> downstream does, or as many requests wait as may, behind as many calls as may run · <b>Completes when</b>
 * upstream completes and all is answered · <b>Fails when</b> messages cannot be read, or break the rules of ids, after
 * all before is answered
 */
final class MultiplexServerStage<Q, A> extends GraphStage<FlowShape<Frames<Message<Q>>, Frames<Message<A>>>> {
    static final Attributes NAME = Attributes.name("multiplex-server");

    final Inlet<Frames<Message<Q>>> in = Inlet.create("MultiplexServer.in");
    final Outlet<Frames<Message<A>>> out = Outlet.create("MultiplexServer.out");
    final FlowShape<Frames<Message<Q>>, Frames<Message<A>>> shape = FlowShape.of(in, out);
    final Rules<Q, A> rules;
    private final Attributes attributes;
    final ConnectionInfo connection;
    final Service<Q, A> service;
    final @Nullable Upgrade upgrade;

    MultiplexServerStage(
            Rules<Q, A> rules,
            Attributes attributes,
            ConnectionInfo connection,
            Service<Q, A> service,
            @Nullable Upgrade upgrade) {
        this.rules = rules;
        this.attributes = attributes;
        this.connection = connection;
        this.service = service;
        this.upgrade = upgrade;
    }

    @Override
    public FlowShape<Frames<Message<Q>>, Frames<Message<A>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return attributes;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new MultiplexServerLogic<>(this);
    }
}
