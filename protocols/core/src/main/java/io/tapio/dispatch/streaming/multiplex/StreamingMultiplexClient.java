package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.OwnedBody;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * The client's side of a multiplexed protocol whose messages may have bodies. Immutable; the {@code with…} methods
 * return a changed copy.
 *
 * @param <Q> what a request begins with
 * @param <C> a chunk of its body
 * @param <A> what a reply begins with
 * @param <D> a chunk of its body
 */
public final class StreamingMultiplexClient<Q, C, A, D> implements ClientProtocol<Streamed<Q, C>, Streamed<A, D>> {
    /**
     * What bounds the dispatch, and what the protocol has beside requests and replies.
     *
     * @param settings the calls of a connection
     * @param bodies the bounds of bodies
     * @param byCredit whether bodies go by credit
     * @param requests how the chunks of requests are measured
     * @param replies how those of replies are
     * @param ids those that calls get
     * @param cancels whether the server is told when a caller, or the reader of a reply, leaves
     * @param pushes takes messages that answer nothing
     */
    record Rules<C, A, D>(
            MultiplexSettings settings,
            BodySettings bodies,
            boolean byCredit,
            Chunks<C> requests,
            Chunks<D> replies,
            Ids ids,
            boolean cancels,
            Consumer<? super A> pushes) {
        CallBodies.Terms<D, C> terms() {
            return new CallBodies.Terms<>(Frame.Half.REPLY, replies, requests, bodies, byCredit);
        }
    }

    private final Codec<Frame<A, D>, Frame<Q, C>> codec;
    private final Rules<C, A, D> rules;
    private final FrameLayer<Frame<A, D>, Frame<Q, C>> layer;

    StreamingMultiplexClient(
            Codec<Frame<A, D>, Frame<Q, C>> codec, Rules<C, A, D> rules, FrameLayer<Frame<A, D>, Frame<Q, C>> layer) {
        this.codec = codec;
        this.rules = rules;
        this.layer = layer;
    }

    /**
     * The ids that the protocol's field has room for; by default any {@code long} from 0 on. No more calls are in
     * flight than there are ids.
     */
    public StreamingMultiplexClient<Q, C, A, D> withIds(Ids ids) {
        return with(rules.settings, rules.bodies, rules.byCredit, ids, rules.cancels, rules.pushes);
    }

    /**
     * Sends a {@link Frame.Cancel} when a caller leaves a call that was sent, or the body of its reply. Without it what
     * comes is dropped, within the bounds of {@link BodySettings}.
     */
    public StreamingMultiplexClient<Q, C, A, D> withCancels() {
        return with(rules.settings, rules.bodies, rules.byCredit, rules.ids, true, rules.pushes);
    }

    /** See {@link StreamingMultiplexServer#withCredit}. */
    public StreamingMultiplexClient<Q, C, A, D> withCredit(int initial) {
        return with(rules.settings, rules.bodies.withWindow(initial), true, rules.ids, rules.cancels, rules.pushes);
    }

    /** Takes the one-way messages of the server, on the connection's thread; never blocks. */
    public StreamingMultiplexClient<Q, C, A, D> withPushes(Consumer<? super A> receiver) {
        return with(rules.settings, rules.bodies, rules.byCredit, rules.ids, rules.cancels, receiver);
    }

    public StreamingMultiplexClient<Q, C, A, D> withSettings(MultiplexSettings settings) {
        return with(settings, rules.bodies, rules.byCredit, rules.ids, rules.cancels, rules.pushes);
    }

    /** The window is only taken where bodies do not go by credit. */
    public StreamingMultiplexClient<Q, C, A, D> withBodies(BodySettings bodies) {
        BodySettings known = rules.byCredit ? bodies.withWindow(rules.bodies.window()) : bodies;
        return with(rules.settings, known, rules.byCredit, rules.ids, rules.cancels, rules.pushes);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public StreamingMultiplexClient<Q, C, A, D> withLayer(FrameLayer<Frame<A, D>, Frame<Q, C>> layer) {
        return new StreamingMultiplexClient<>(codec, rules, layer.around(this.layer));
    }

    private StreamingMultiplexClient<Q, C, A, D> with(
            MultiplexSettings settings,
            BodySettings bodies,
            boolean byCredit,
            Ids ids,
            boolean cancels,
            Consumer<? super A> pushes) {
        return new StreamingMultiplexClient<>(
                codec,
                new Rules<>(settings, bodies, byCredit, rules.requests, rules.replies, ids, cancels, pushes),
                layer);
    }

    /** Replies in, requests out. */
    public Codec<Frame<A, D>, Frame<Q, C>> codec() {
        return codec;
    }

    /*
     *                  ┌───────────┐                ┌─────────┐
     *        call ───▶ │ streaming │ ──Frame<Q,C>…─▶│ encoder │ ───▶ bytes
     *        body ═══▶ │ multiplex │                ├─────────┤
     *      answer ◀─── │ dispatch  │ ◀─Frame<A,D>…──│ decoder │ ◀─── bytes
     *    its body ◀═══ │           │                └─────────┘
     *                  └───────────┘
     */
    @Override
    public Flow<ByteString, ByteString, CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>> open(
            ConnectionInfo connection) {
        ClientProtocol<Streamed<Q, C>, Streamed<A, D>> calling = same -> codec.reading(rules.settings.codec())
                .viaMat(layer.join(same, new StreamingMultiplexClientStage<Q, C, A, D>(rules, same)), Keep.right())
                .via(codec.writing(rules.settings.codec()));
        return calling.filtered(new OwnedBody<Q, C, Streamed<A, D>>()).open(connection);
    }
}
