package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a multiplexed protocol whose messages may have bodies. Immutable; the {@code with…} methods
 * return a changed copy.
 *
 * @param <Q> what a request begins with
 * @param <C> a chunk of its body
 * @param <A> what a reply begins with
 * @param <D> a chunk of its body
 */
public final class StreamingMultiplexServer<Q, C, A, D> implements ServerProtocol<Streamed<Q, C>, Streamed<A, D>> {
    /**
     * What bounds the dispatch, and what it offers.
     *
     * @param settings the calls of a connection, and its pushes
     * @param bodies the bounds of bodies
     * @param byCredit whether bodies go by credit
     * @param requests how the chunks of requests are measured
     * @param replies how those of replies are
     * @param goodbye whether the peer is told when the connection is to drain
     * @param pushes the key under which calls find the way to send more than replies, if the protocol has that
     * @param pushSize about how many bytes one of those messages has
     */
    record Rules<C, A, D>(
            MultiplexSettings settings,
            BodySettings bodies,
            boolean byCredit,
            Chunks<C> requests,
            Chunks<D> replies,
            boolean goodbye,
            Context.@Nullable Key<Push<A>> pushes,
            ToLongFunction<? super A> pushSize)
            implements Bounded {
        @Override
        public List<Bound> bounds() {
            Bounded calls = () -> List.of(
                    Bound.count(
                            "calls that run at a time",
                            settings.serverMaxInFlight(),
                            "tapio.multiplex.server.max-in-flight"),
                    Bound.count(
                            "requests that wait behind those",
                            settings.serverMaxWaiting(),
                            "tapio.multiplex.server.max-waiting"));
            Bounded pushing =
                    () -> pushes == null ? List.of() : settings.pushLimits().bounds("tapio.multiplex.server");
            return calls.and(pushing).and(bodies).bounds();
        }

        CallBodies.Terms<C, D> terms() {
            return new CallBodies.Terms<>(Frame.Half.REQUEST, requests, replies, bodies, byCredit);
        }
    }

    private final Codec<Frame<Q, C>, Frame<A, D>> codec;
    private final Rules<C, A, D> rules;
    private final FrameLayer<Frame<Q, C>, Frame<A, D>> layer;
    private final Attributes attributes;
    private final Flow<ByteString, Frames<Frame<Q, C>>, NotUsed> reading;
    private final Flow<Frames<Frame<A, D>>, ByteString, NotUsed> writing;

    StreamingMultiplexServer(
            Codec<Frame<Q, C>, Frame<A, D>> codec, Rules<C, A, D> rules, FrameLayer<Frame<Q, C>, Frame<A, D>> layer) {
        this.codec = codec;
        this.rules = rules;
        this.layer = layer;
        this.attributes = StreamingMultiplexServerStage.NAME.and(rules);
        this.reading = codec.reading(rules.settings.codec());
        this.writing = codec.writing(rules.settings.codec());
    }

    /**
     * Each body goes by credit of its own, so that one that is not read holds up no other. Without it, the whole
     * connection waits for a body that is not read.
     *
     * @param initial what may be sent of a body before the first {@link Frame.Credit}, in both directions, as the
     *     protocol has it
     */
    public StreamingMultiplexServer<Q, C, A, D> withCredit(int initial) {
        return with(
                rules.settings, rules.bodies.withWindow(initial), true, rules.goodbye, rules.pushes, rules.pushSize);
    }

    /**
     * Lets the service send more than replies: each call's context has its connection's {@link Push} under {@code key}.
     *
     * @param size about how many bytes a message has
     */
    public StreamingMultiplexServer<Q, C, A, D> withPushes(Context.Key<Push<A>> key, ToLongFunction<? super A> size) {
        return with(rules.settings, rules.bodies, rules.byCredit, rules.goodbye, key, size);
    }

    /** See {@link io.tapio.dispatch.multiplex.MultiplexServer#withGoodbye}; it is a {@link Frame.Goodbye} here. */
    public StreamingMultiplexServer<Q, C, A, D> withGoodbye() {
        return with(rules.settings, rules.bodies, rules.byCredit, true, rules.pushes, rules.pushSize);
    }

    /** What is done about calls that fail, in place of what the configuration says. */
    public StreamingMultiplexServer<Q, C, A, D> withOnFailure(FailurePolicy policy) {
        return withSettings(rules.settings.withOnFailure(policy));
    }

    public StreamingMultiplexServer<Q, C, A, D> withSettings(MultiplexSettings settings) {
        return with(settings, rules.bodies, rules.byCredit, rules.goodbye, rules.pushes, rules.pushSize);
    }

    /** The window is only taken where bodies do not go by credit. */
    public StreamingMultiplexServer<Q, C, A, D> withBodies(BodySettings bodies) {
        BodySettings known = rules.byCredit ? bodies.withWindow(rules.bodies.window()) : bodies;
        return with(rules.settings, known, rules.byCredit, rules.goodbye, rules.pushes, rules.pushSize);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public StreamingMultiplexServer<Q, C, A, D> withLayer(FrameLayer<Frame<Q, C>, Frame<A, D>> layer) {
        return new StreamingMultiplexServer<>(codec, rules, layer.around(this.layer));
    }

    private StreamingMultiplexServer<Q, C, A, D> with(
            MultiplexSettings settings,
            BodySettings bodies,
            boolean byCredit,
            boolean goodbye,
            Context.@Nullable Key<Push<A>> pushes,
            ToLongFunction<? super A> pushSize) {
        return new StreamingMultiplexServer<>(
                codec,
                new Rules<>(settings, bodies, byCredit, rules.requests, rules.replies, goodbye, pushes, pushSize),
                layer);
    }

    /** Requests in, replies out. */
    public Codec<Frame<Q, C>, Frame<A, D>> codec() {
        return codec;
    }

    /** It takes no new calls, and finishes those that it has; with a goodbye, it takes them until the peer closes. */
    @Override
    public boolean drains() {
        return true;
    }

    /*
     *              ┌─────────┐                ┌───────────┐ ──▶ service
     *   bytes ───▶ │ decoder │ ──Frame<Q,C>…─▶│ streaming │ ══▶ bodies of requests
     *              ├─────────┤                │ multiplex │
     *   bytes ◀─── │ encoder │ ◀─Frame<A,D>…──│ dispatch  │ ◀══ bodies of replies
     *              └─────────┘                └───────────┘ ◀──
     */
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(
            ConnectionInfo connection, Service<Streamed<Q, C>, Streamed<A, D>> service) {
        return reading.via(layer.join(connection, dispatching(connection, service)))
                .via(writing);
    }

    StreamingMultiplexServerStage<Q, C, A, D> dispatching(
            ConnectionInfo connection, Service<Streamed<Q, C>, Streamed<A, D>> service) {
        return new StreamingMultiplexServerStage<>(rules, attributes, connection, service);
    }
}
