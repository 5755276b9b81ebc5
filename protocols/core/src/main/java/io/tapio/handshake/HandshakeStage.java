package io.tapio.handshake;

import io.tapio.codec.Codec;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Holds one conversation, reading no further than it needs.
 *
 * <p><b>Emits when</b> the conversation says something and there is demand · <b>Backpressures when</b> never: the
 * frames are few · <b>Completes when</b> the conversation is done and its last frames are taken; upstream is cancelled
 * before · <b>Fails when</b> it is refused, after its last frames, or upstream fails or ends, a frame cannot be read, a
 * limit is exceeded, or its time is over
 */
final class HandshakeStage<I, O, R> extends GraphStage<FlowShape<Frames<I>, Frames<O>>> {
    /** Whom the stage tells of the end, once, on its thread, before the stage itself ends. */
    interface Outcome<R> {
        /** Names what follows; what is thrown fails the handshake. */
        void done(R result);

        void failed(Failure cause);
    }

    private static final Attributes NAME = Attributes.name("handshake");

    final Inlet<Frames<I>> in = Inlet.create("Handshake.in");
    final Outlet<Frames<O>> out = Outlet.create("Handshake.out");
    final FlowShape<Frames<I>, Frames<O>> shape = FlowShape.of(in, out);
    final Conversation<I, O, R> conversation;
    final HandshakeSettings settings;
    final ConnectionInfo connection;
    final Outcome<R> outcome;

    private HandshakeStage(
            Conversation<I, O, R> conversation,
            HandshakeSettings settings,
            ConnectionInfo connection,
            Outcome<R> outcome) {
        this.conversation = conversation;
        this.settings = settings;
        this.connection = connection;
        this.outcome = outcome;
    }

    /*
     *              ┌───────┐    ┌─────────┐         ┌───────────┐
     *   bytes ───▶ │ bound │ ─▶ │ decoder │ ──I…──▶ │           │
     *              └───────┘    ├─────────┤         │ handshake │
     *   bytes ◀──────────────── │ encoder │ ◀──O…── │           │
     *                           └─────────┘         └───────────┘
     */
    static <I, O, R> Flow<ByteString, ByteString, NotUsed> graph(
            Codec<I, O> codec,
            Conversation<I, O, R> conversation,
            HandshakeSettings settings,
            ConnectionInfo connection,
            Outcome<R> outcome) {
        return Flow.<ByteString>create()
                .map(new ByteBound(settings)::within)
                .via(codec.reading(settings.codec()))
                .via(new HandshakeStage<>(conversation, settings, connection, outcome))
                .via(codec.writing(settings.codec()));
    }

    @Override
    public FlowShape<Frames<I>, Frames<O>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and(settings);
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new HandshakeLogic<>(this);
    }
}
