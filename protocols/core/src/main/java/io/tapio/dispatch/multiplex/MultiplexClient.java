package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The client's side of a multiplexed protocol. Immutable; the {@code with…} methods return a changed copy. */
public final class MultiplexClient<Q, A> implements ClientProtocol<Q, A> {
    /**
     * What the protocol has beside requests and replies.
     *
     * @param ids those that calls get
     * @param cancels whether a caller that leaves is told of
     * @param upgrades whether another protocol may follow
     * @param pushes takes messages that answer nothing
     */
    record Rules<A>(Ids ids, boolean cancels, boolean upgrades, Consumer<? super A> pushes) {}

    private final Codec<Message<A>, Message<Q>> codec;
    private final Rules<A> rules;
    private final FrameLayer<Message<A>, Message<Q>> layer;
    private final MultiplexSettings settings;

    MultiplexClient(
            Codec<Message<A>, Message<Q>> codec,
            Rules<A> rules,
            FrameLayer<Message<A>, Message<Q>> layer,
            MultiplexSettings settings) {
        this.codec = codec;
        this.rules = rules;
        this.layer = layer;
        this.settings = settings;
    }

    /**
     * The ids that the protocol's field has room for; by default any {@code long} from 0 on. No more calls are in
     * flight than there are ids.
     */
    public MultiplexClient<Q, A> withIds(Ids ids) {
        return with(new Rules<>(ids, rules.cancels, rules.upgrades, rules.pushes));
    }

    /**
     * Sends a {@link Message.Cancel} when a caller leaves a call that was sent. The server answers it; its id is in use
     * until then. Without it the reply is awaited, and dropped.
     */
    public MultiplexClient<Q, A> withCancels() {
        return with(new Rules<>(rules.ids, true, rules.upgrades, rules.pushes));
    }

    /** Takes the one-way messages of the server, on the connection's thread; never blocks. */
    public MultiplexClient<Q, A> withPushes(Consumer<? super A> receiver) {
        return with(new Rules<>(rules.ids, rules.cancels, rules.upgrades, receiver));
    }

    /** Lets a session ask its server for another protocol, with {@link SessionUpgrade#ask}. */
    public MultiplexClient<Q, A> withUpgrades() {
        return with(new Rules<>(rules.ids, rules.cancels, true, rules.pushes));
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public MultiplexClient<Q, A> withLayer(FrameLayer<Message<A>, Message<Q>> layer) {
        return new MultiplexClient<>(codec, rules, layer.around(this.layer), settings);
    }

    private MultiplexClient<Q, A> with(Rules<A> rules) {
        return new MultiplexClient<>(codec, rules, layer, settings);
    }

    public MultiplexClient<Q, A> withSettings(MultiplexSettings settings) {
        return new MultiplexClient<>(codec, rules, layer, settings);
    }

    /** Replies in, requests out. */
    public Codec<Message<A>, Message<Q>> codec() {
        return codec;
    }

    /*
     *              ┌───────────┐                 ┌─────────┐
     *    call ───▶ │ multiplex │ ──Message<Q>…─▶ │ encoder │ ───▶ bytes
     *              │ dispatch  │                 ├─────────┤
     *  answer ◀─── │           │ ◀─Message<A>…── │ decoder │ ◀─── bytes
     *              └───────────┘                 └─────────┘
     */
    @Override
    public Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> open(ConnectionInfo connection) {
        return SessionUpgrade.calling(rules.upgrades, points -> speaking(connection, points));
    }

    private Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> speaking(
            ConnectionInfo connection, @Nullable Switch points) {
        var dispatch = new MultiplexClientStage<Q, A>(rules, settings, connection, points);
        return codec.reading(settings.codec())
                .viaMat(layer.join(connection, dispatch), Keep.right())
                .via(codec.writing(settings.codec()));
    }

    /** The dispatch alone, for graphs of one's own. */
    public Graph<FlowShape<Frames<Message<A>>, Frames<Message<Q>>>, CompletionStage<Session<Q, A>>> dispatching(
            ConnectionInfo connection) {
        return new MultiplexClientStage<>(rules, settings, connection, null);
    }
}
