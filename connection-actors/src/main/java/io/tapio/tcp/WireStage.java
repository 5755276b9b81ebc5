package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.selector.ChannelSelector;
import java.nio.channels.SocketChannel;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * The socket as a stage: what the peer sends comes out, what goes in is written.
 *
 * <p><b>Emits when</b> the peer has sent something and there is demand · <b>Backpressures when</b> the socket takes no
 * more · <b>Completes when</b> both sides have closed, or one has and the other's time is over · <b>Fails when</b> the
 * connection is reset, a deadline passes, or the connection actor says so. Whatever ends it, the channel is closed.
 */
final class WireStage extends GraphStage<FlowShape<ByteString, ByteString>> {
    private static final Attributes NAME = Attributes.name("wire");

    /** What the connection actor and the timer tell the stage, at its actor. */
    sealed interface Signal extends DeadLetterSuppression {}

    enum Told implements Signal {
        /** Take no more input: what was read is answered, and then the connection closes. */
        END_INPUT,
        /** The timer rang. */
        RING
    }

    /** The connection finishes what it has and ends: when it has, that is why. */
    record Draining(CloseReason reason) implements Signal {}

    /** Close at once. */
    record Abort(CloseReason reason) implements Signal {}

    /** Whom the stage tells of its life; called on the stage's thread. */
    interface Watcher {
        /** The actor whose end ends the connection. */
        ActorRef actor();

        void started(ActorRef stage);

        /** Nothing comes after this, and it always comes. */
        void ended(CloseReason reason);
    }

    final Inlet<ByteString> in = Inlet.create("Wire.in");
    final Outlet<ByteString> out = Outlet.create("Wire.out");
    final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    final SocketChannel channel;
    final ChannelSelector selector;
    final ConnectionSettings settings;
    private final Attributes attributes;
    final TcpConnection connection;
    final Watcher watcher;

    WireStage(
            SocketChannel channel,
            ChannelSelector selector,
            ConnectionSettings settings,
            Attributes attributes,
            TcpConnection connection,
            Watcher watcher) {
        this.channel = channel;
        this.selector = selector;
        this.settings = settings;
        this.attributes = attributes;
        this.connection = connection;
        this.watcher = watcher;
    }

    /** Those of all wires with these settings: made once for many. */
    static Attributes attributes(ConnectionSettings settings) {
        return NAME.and(settings);
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return attributes;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new WireLogic(this);
    }
}
