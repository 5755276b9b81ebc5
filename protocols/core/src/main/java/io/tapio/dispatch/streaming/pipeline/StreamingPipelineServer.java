package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.upgrade.Upgrade;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a pipelined protocol whose messages may have bodies. Immutable; the {@code with…} methods return
 * a changed copy.
 *
 * @param <Q> what a request begins with
 * @param <C> a chunk of its body
 * @param <A> what a reply begins with
 * @param <D> a chunk of its body
 */
public final class StreamingPipelineServer<Q, C, A, D> implements ServerProtocol<Streamed<Q, C>, Streamed<A, D>> {
    /**
     * What the dispatch of a protocol does beside calling.
     *
     * @param errorHead the reply to a call that failed; if it throws, the connection closes
     * @param onFailure whether such a call is answered, and whether the connection goes on
     * @param faultHead the last reply on a connection whose bytes cannot be decoded, if the protocol has one
     * @param isLast whether a request is the connection's last
     * @param mayUpgrade whether the call for a request may change the protocol; null if none may
     * @param concurrency the calls of one connection that may run at a time
     * @param maxInFlight the requests of one connection that are read and not answered
     * @param chunks how those of requests are measured
     * @param bodies the bounds of bodies
     */
    record Rules<Q, C, A>(
            Function<? super Failure, ? extends A> errorHead,
            FailurePolicy onFailure,
            Function<? super Failure, Optional<A>> faultHead,
            Predicate<? super Q> isLast,
            @Nullable Predicate<? super Q> mayUpgrade,
            int concurrency,
            int maxInFlight,
            Chunks<C> chunks,
            BodySettings bodies)
            implements Bounded {
        Rules {
            if (concurrency < 1 || maxInFlight < 1) {
                throw new IllegalArgumentException("a connection needs room for one call: concurrency is " + concurrency
                        + ", in flight are at most " + maxInFlight);
            }
        }

        @Override
        public List<Bound> bounds() {
            return Bounded.by(Bound.count(
                            "requests read and not answered", maxInFlight, "tapio.pipeline.server.max-in-flight"))
                    .and(Bounded.by(Bound.count("calls that run at a time", Math.min(concurrency, maxInFlight), null)))
                    .and(bodies)
                    .bounds();
        }
    }

    private final Codec<Part<Q, C>, Part<A, D>> codec;
    private final Rules<Q, C, A> rules;
    private final PipelineSettings settings;
    private final FrameLayer<Part<Q, C>, Part<A, D>> layer;
    private final Attributes attributes;
    private final Flow<ByteString, Frames<Part<Q, C>>, NotUsed> reading;
    private final Flow<Frames<Part<A, D>>, ByteString, NotUsed> writing;

    private StreamingPipelineServer(
            Codec<Part<Q, C>, Part<A, D>> codec,
            Rules<Q, C, A> rules,
            PipelineSettings settings,
            FrameLayer<Part<Q, C>, Part<A, D>> layer) {
        this.codec = codec;
        this.rules = rules;
        this.settings = settings;
        this.layer = layer;
        this.attributes = StreamingPipelineServerStage.NAME.and(rules);
        this.reading = codec.reading(settings.codec());
        this.writing = codec.writing(settings.codec());
    }

    static <Q, C, A, D> StreamingPipelineServer<Q, C, A, D> of(
            Codec<Part<Q, C>, Part<A, D>> codec, Chunks<C> chunks, Function<? super Failure, ? extends A> errorHead) {
        PipelineSettings settings = PipelineSettings.load();
        Rules<Q, C, A> rules = new Rules<>(
                errorHead,
                settings.onFailure(),
                fault -> Optional.empty(),
                request -> false,
                null,
                Integer.MAX_VALUE,
                settings.serverMaxInFlight(),
                chunks,
                BodySettings.load());
        return new StreamingPipelineServer<>(codec, rules, settings, FrameLayer.none());
    }

    /**
     * Lets at most {@code calls} calls of a connection run at a time. By default as many run as may be in flight; with
     * 1 the requests of a connection take effect in order.
     */
    public StreamingPipelineServer<Q, C, A, D> withConcurrency(int calls) {
        return with(rules.faultHead, rules.isLast, rules.mayUpgrade, calls, rules.bodies);
    }

    /**
     * Answers bytes that cannot be decoded with {@code head}, after all requests before them; then the connection
     * closes.
     */
    public StreamingPipelineServer<Q, C, A, D> withFaultHead(Function<? super Failure, ? extends A> head) {
        return with(
                fault -> Optional.of(head.apply(fault)),
                rules.isLast,
                rules.mayUpgrade,
                rules.concurrency,
                rules.bodies);
    }

    /**
     * Reads nothing after a request that {@code last} accepts, and its body; its reply is sent, and the connection
     * closes.
     */
    public StreamingPipelineServer<Q, C, A, D> withLast(Predicate<? super Q> last) {
        return with(rules.faultHead, last, rules.mayUpgrade, rules.concurrency, rules.bodies);
    }

    /**
     * Lets a call for a request without a body that {@code mayUpgrade} accepts change the protocol of its connection:
     * it finds an {@link Upgrade} in its context. Nothing is read behind such a request before it is answered; the next
     * protocol follows when its reply is sent, with its body.
     */
    public StreamingPipelineServer<Q, C, A, D> withUpgrades(Predicate<? super Q> mayUpgrade) {
        return with(rules.faultHead, rules.isLast, mayUpgrade, rules.concurrency, rules.bodies);
    }

    public StreamingPipelineServer<Q, C, A, D> withBodies(BodySettings bodies) {
        return with(rules.faultHead, rules.isLast, rules.mayUpgrade, rules.concurrency, bodies);
    }

    private StreamingPipelineServer<Q, C, A, D> with(
            Function<? super Failure, Optional<A>> faultHead,
            Predicate<? super Q> isLast,
            @Nullable Predicate<? super Q> mayUpgrade,
            int concurrency,
            BodySettings bodies) {
        Rules<Q, C, A> changed = new Rules<>(
                rules.errorHead,
                rules.onFailure,
                faultHead,
                isLast,
                mayUpgrade,
                concurrency,
                rules.maxInFlight,
                rules.chunks,
                bodies);
        return new StreamingPipelineServer<>(codec, changed, settings, layer);
    }

    /** What is done about calls that fail, in place of what the configuration says. */
    public StreamingPipelineServer<Q, C, A, D> withOnFailure(FailurePolicy policy) {
        return withSettings(settings.withOnFailure(policy));
    }

    public StreamingPipelineServer<Q, C, A, D> withSettings(PipelineSettings settings) {
        Rules<Q, C, A> changed = new Rules<>(
                rules.errorHead,
                settings.onFailure(),
                rules.faultHead,
                rules.isLast,
                rules.mayUpgrade,
                rules.concurrency,
                settings.serverMaxInFlight(),
                rules.chunks,
                rules.bodies);
        return new StreamingPipelineServer<>(codec, changed, settings, layer);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public StreamingPipelineServer<Q, C, A, D> withLayer(FrameLayer<Part<Q, C>, Part<A, D>> layer) {
        return new StreamingPipelineServer<>(codec, rules, settings, layer.around(this.layer));
    }

    /** Requests in, replies out. */
    public Codec<Part<Q, C>, Part<A, D>> codec() {
        return codec;
    }

    /** It finishes the message that it is reading, and answers what it has read. */
    @Override
    public boolean drains() {
        return true;
    }

    /*
     *              ┌─────────┐               ┌───────────┐ ──▶ service
     *   bytes ───▶ │ decoder │ ──Part<Q,C>…─▶│ streaming │ ══▶ request's body
     *              ├─────────┤               │ pipeline  │
     *   bytes ◀─── │ encoder │ ◀─Part<A,D>…──│ dispatch  │ ◀══ reply's body
     *              └─────────┘               └───────────┘ ◀──
     */
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(
            ConnectionInfo connection, Service<Streamed<Q, C>, Streamed<A, D>> service) {
        return Upgrade.serving(
                connection,
                rules.mayUpgrade != null,
                upgrade -> reading.via(layer.join(
                                connection,
                                new StreamingPipelineServerStage<>(rules, attributes, connection, service, upgrade)))
                        .via(writing));
    }

    StreamingPipelineServerStage<Q, C, A, D> dispatching(
            ConnectionInfo connection, Service<Streamed<Q, C>, Streamed<A, D>> service) {
        return new StreamingPipelineServerStage<>(rules, attributes, connection, service, null);
    }
}
