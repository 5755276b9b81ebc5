package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.PushQueue;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.upgrade.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of a pipelined protocol. Immutable; the {@code with…} methods return a changed copy.
 *
 * <p>The graph of a connection is put together from stages that all connections share, but for the dispatch, which
 * knows its connection and its service.
 */
public final class PipelineServer<Q, A> implements ServerProtocol<Q, A> {
    /**
     * What the dispatch of a protocol does beside calling.
     *
     * @param errorFrame the reply to a call that failed; if it throws, the connection closes
     * @param onFailure whether such a call is answered, and whether the connection goes on
     * @param faultFrame the last reply on a connection whose bytes cannot be decoded, if the protocol has one
     * @param isLast whether a request is the connection's last
     * @param mayUpgrade whether the call for a request may change the protocol; null if none may
     * @param pushes the key under which calls find the way to send more than replies, if the protocol has that
     * @param concurrency the calls of one connection that may run at a time
     * @param maxInFlight the requests of one connection that are read and not answered
     * @param pushSize about how many bytes one of those messages has
     * @param pushLimits the messages of one connection that its peer has not taken
     */
    record Rules<Q, A>(
            Function<? super Failure, ? extends A> errorFrame,
            FailurePolicy onFailure,
            Function<? super Failure, Optional<A>> faultFrame,
            Predicate<? super Q> isLast,
            @Nullable Predicate<? super Q> mayUpgrade,
            Context.@Nullable Key<Push<A>> pushes,
            int concurrency,
            int maxInFlight,
            ToLongFunction<? super A> pushSize,
            PushQueue.Limits pushLimits)
            implements Bounded {
        Rules {
            if (concurrency < 1 || maxInFlight < 1) {
                throw new IllegalArgumentException("a connection needs room for one call: concurrency is " + concurrency
                        + ", in flight are at most " + maxInFlight);
            }
        }

        Rules<Q, A> within(PipelineSettings bounds) {
            return new Rules<>(
                    errorFrame,
                    bounds.onFailure(),
                    faultFrame,
                    isLast,
                    mayUpgrade,
                    pushes,
                    concurrency,
                    bounds.serverMaxInFlight(),
                    pushSize,
                    bounds.pushLimits());
        }

        @Override
        public List<Bound> bounds() {
            List<Bound> bounds = new ArrayList<>();
            bounds.add(
                    Bound.count("requests read and not answered", maxInFlight, "tapio.pipeline.server.max-in-flight"));
            if (concurrency < maxInFlight) {
                bounds.add(Bound.count("calls that run at a time", concurrency, null));
            }
            if (pushes != null) {
                bounds.addAll(pushLimits.bounds("tapio.pipeline.server"));
            }
            return bounds;
        }
    }

    private final Codec<Q, A> codec;
    private final Rules<Q, A> rules;
    private final Attributes attributes;
    private final PipelineSettings settings;
    private final FrameLayer<Q, A> layer;
    private final Flow<ByteString, Frames<Q>, NotUsed> reading;
    private final Flow<Frames<A>, ByteString, NotUsed> writing;

    private PipelineServer(Codec<Q, A> codec, Rules<Q, A> rules, PipelineSettings settings, FrameLayer<Q, A> layer) {
        this.codec = codec;
        this.rules = rules;
        this.attributes = PipelineServerStage.NAME.and(rules);
        this.settings = settings;
        this.layer = layer;
        this.reading = codec.reading(settings.codec());
        this.writing = codec.writing(settings.codec());
    }

    static <Q, A> PipelineServer<Q, A> of(Codec<Q, A> codec, Function<? super Failure, ? extends A> errorFrame) {
        PipelineSettings settings = PipelineSettings.load();
        Rules<Q, A> rules = new Rules<>(
                errorFrame,
                settings.onFailure(),
                fault -> Optional.empty(),
                request -> false,
                null,
                null,
                Integer.MAX_VALUE,
                settings.serverMaxInFlight(),
                message -> 0,
                settings.pushLimits());
        return new PipelineServer<>(codec, rules, settings, FrameLayer.none());
    }

    /**
     * Lets at most {@code calls} calls of a connection run at a time. By default as many run as may be in flight; with
     * 1 the requests of a connection take effect in order.
     */
    public PipelineServer<Q, A> withConcurrency(int calls) {
        return with(rules.faultFrame, rules.isLast, rules.mayUpgrade, rules.pushes, calls, rules.pushSize);
    }

    /**
     * Answers bytes that cannot be decoded with {@code frame}, after all requests before them; then the connection
     * closes.
     */
    public PipelineServer<Q, A> withFaultFrame(Function<? super Failure, ? extends A> frame) {
        return with(
                fault -> Optional.of(frame.apply(fault)),
                rules.isLast,
                rules.mayUpgrade,
                rules.pushes,
                rules.concurrency,
                rules.pushSize);
    }

    /** Reads nothing after a request that {@code last} accepts; its reply is sent, and the connection closes. */
    public PipelineServer<Q, A> withLast(Predicate<? super Q> last) {
        return with(rules.faultFrame, last, rules.mayUpgrade, rules.pushes, rules.concurrency, rules.pushSize);
    }

    /**
     * Lets a call for a request that {@code mayUpgrade} accepts change the protocol of its connection: it finds an
     * {@link Upgrade} in its context. Nothing is read behind such a request before it is answered.
     */
    public PipelineServer<Q, A> withUpgrades(Predicate<? super Q> mayUpgrade) {
        return with(rules.faultFrame, rules.isLast, mayUpgrade, rules.pushes, rules.concurrency, rules.pushSize);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public PipelineServer<Q, A> withLayer(FrameLayer<Q, A> layer) {
        return new PipelineServer<>(codec, rules, settings, layer.around(this.layer));
    }

    /**
     * Lets the service send more than replies: each call's context has its connection's {@link Push} under {@code key}.
     *
     * @param size about how many bytes a message has
     */
    public PipelineServer<Q, A> withPushes(Context.Key<Push<A>> key, ToLongFunction<? super A> size) {
        return with(rules.faultFrame, rules.isLast, rules.mayUpgrade, key, rules.concurrency, size);
    }

    /** What is done about calls that fail, in place of what the configuration says. */
    public PipelineServer<Q, A> withOnFailure(FailurePolicy policy) {
        return withSettings(settings.withOnFailure(policy));
    }

    public PipelineServer<Q, A> withSettings(PipelineSettings settings) {
        return new PipelineServer<>(codec, rules.within(settings), settings, layer);
    }

    private PipelineServer<Q, A> with(
            Function<? super Failure, Optional<A>> faultFrame,
            Predicate<? super Q> isLast,
            @Nullable Predicate<? super Q> mayUpgrade,
            Context.@Nullable Key<Push<A>> pushes,
            int concurrency,
            ToLongFunction<? super A> pushSize) {
        Rules<Q, A> changed = new Rules<>(
                rules.errorFrame,
                rules.onFailure,
                faultFrame,
                isLast,
                mayUpgrade,
                pushes,
                concurrency,
                rules.maxInFlight,
                pushSize,
                rules.pushLimits);
        return new PipelineServer<>(codec, changed, settings, layer);
    }

    /** It answers what it has read. */
    @Override
    public boolean drains() {
        return true;
    }

    /** Requests in, replies out. */
    public Codec<Q, A> codec() {
        return codec;
    }

    /*
     *              ┌─────────┐         ┌──────────┐
     *   bytes ───▶ │ decoder │ ──Q…──▶ │ pipeline │ ──▶ service
     *              ├─────────┤         │ dispatch │
     *   bytes ◀─── │ encoder │ ◀──A…── │          │ ◀──
     *              └─────────┘         └──────────┘
     */
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
        return Upgrade.serving(
                connection,
                rules.mayUpgrade != null,
                upgrade -> reading.via(layer.join(
                                connection, new PipelineServerStage<>(rules, attributes, connection, service, upgrade)))
                        .via(writing));
    }

    PipelineServerStage<Q, A> dispatching(ConnectionInfo connection, Service<Q, A> service) {
        return new PipelineServerStage<>(rules, attributes, connection, service, null);
    }
}
