package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.dispatch.FailurePolicy;
import io.tapio.dispatch.PushQueue;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.upgrade.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The server's side of a multiplexed protocol. Immutable; the {@code with…} methods return a changed copy. */
public final class MultiplexServer<Q, A> implements ServerProtocol<Q, A> {
    /**
     * What bounds the dispatch, and what it offers.
     *
     * @param mayUpgrade whether the call for a request may change the protocol; null if none may
     * @param pushes the key under which calls find the way to send more than replies, if the protocol has that
     * @param maxInFlight the calls of one connection that run
     * @param maxWaiting the requests that wait behind those
     * @param refuses whether one more is refused; else it is not read
     * @param onFailure what is done about calls that fail
     * @param goodbye whether the peer is told when the connection is to drain
     * @param pushSize about how many bytes one of those messages has
     * @param pushLimits the messages of one connection that its peer has not taken
     */
    record Rules<Q, A>(
            @Nullable Predicate<? super Q> mayUpgrade,
            Context.@Nullable Key<Push<A>> pushes,
            int maxInFlight,
            int maxWaiting,
            boolean refuses,
            FailurePolicy onFailure,
            boolean goodbye,
            ToLongFunction<? super A> pushSize,
            PushQueue.Limits pushLimits)
            implements Bounded {
        Rules {
            if (maxInFlight < 1 || maxWaiting < 1) {
                throw new IllegalArgumentException(
                        "a connection needs room for one call, and for one request behind it: "
                                + "in flight are at most " + maxInFlight + ", waiting " + maxWaiting);
            }
        }

        static <Q, A> Rules<Q, A> plain(MultiplexSettings settings) {
            return new Rules<>(
                    null,
                    null,
                    settings.serverMaxInFlight(),
                    settings.serverMaxWaiting(),
                    false,
                    settings.onFailure(),
                    false,
                    message -> 0,
                    settings.pushLimits());
        }

        Rules<Q, A> within(MultiplexSettings settings) {
            return new Rules<>(
                    mayUpgrade,
                    pushes,
                    settings.serverMaxInFlight(),
                    settings.serverMaxWaiting(),
                    refuses,
                    settings.onFailure(),
                    goodbye,
                    pushSize,
                    settings.pushLimits());
        }

        /** Whether the call for this request may change the protocol. */
        boolean mayUpgrade(Q request) {
            return mayUpgrade != null && mayUpgrade.test(request);
        }

        /** What a request gets for which there is no place. */
        Failure refusal() {
            return Failure.at(
                    Where.PEER_REFUSED,
                    Processed.NO,
                    "as many calls run and wait as may: " + maxInFlight + " and " + maxWaiting
                            + " (tapio.multiplex.server.max-in-flight and .max-waiting)");
        }

        @Override
        public List<Bound> bounds() {
            List<Bound> bounds = new ArrayList<>();
            bounds.add(Bound.count("calls that run at a time", maxInFlight, "tapio.multiplex.server.max-in-flight"));
            bounds.add(
                    Bound.count("requests that wait behind those", maxWaiting, "tapio.multiplex.server.max-waiting"));
            if (pushes != null) {
                bounds.addAll(pushLimits.bounds("tapio.multiplex.server"));
            }
            return bounds;
        }
    }

    private final Codec<Message<Q>, Message<A>> codec;
    private final Rules<Q, A> rules;
    private final Attributes attributes;
    private final FrameLayer<Message<Q>, Message<A>> layer;
    private final Flow<ByteString, Frames<Message<Q>>, NotUsed> reading;
    private final Flow<Frames<Message<A>>, ByteString, NotUsed> writing;
    private final MultiplexSettings settings;

    MultiplexServer(
            Codec<Message<Q>, Message<A>> codec,
            Rules<Q, A> rules,
            FrameLayer<Message<Q>, Message<A>> layer,
            MultiplexSettings settings) {
        this.codec = codec;
        this.rules = rules;
        this.attributes = MultiplexServerStage.NAME.and(rules);
        this.layer = layer;
        this.settings = settings;
        this.reading = codec.reading(settings.codec());
        this.writing = codec.writing(settings.codec());
    }

    /**
     * Lets a call for a request that {@code mayUpgrade} accepts change the protocol of its connection: it finds an
     * {@link Upgrade} in its context. Nothing is read behind such a request before it is answered, cancels included;
     * the reply of one that has asked for another protocol leaves when all other calls are answered.
     */
    public MultiplexServer<Q, A> withUpgrades(Predicate<? super Q> mayUpgrade) {
        return with(mayUpgrade, rules.pushes, rules.refuses, rules.goodbye, rules.pushSize);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public MultiplexServer<Q, A> withLayer(FrameLayer<Message<Q>, Message<A>> layer) {
        return new MultiplexServer<>(codec, rules, layer.around(this.layer), settings);
    }

    /**
     * Lets the service send more than replies: each call's context has its connection's {@link Push} under {@code key}.
     *
     * @param size about how many bytes a message has
     */
    public MultiplexServer<Q, A> withPushes(Context.Key<Push<A>> key, ToLongFunction<? super A> size) {
        return with(rules.mayUpgrade, key, rules.refuses, rules.goodbye, size);
    }

    /**
     * Refuses requests for which there is no place among those that wait, as not processed. By default they are not
     * read, which is felt by the peer; where both ends call each other, that could hold up both for ever.
     */
    public MultiplexServer<Q, A> withRefusals() {
        return with(rules.mayUpgrade, rules.pushes, true, rules.goodbye, rules.pushSize);
    }

    /**
     * Sends a {@link Message.Goodbye} when the connection is to drain, and serves it until the peer, who makes no more
     * calls, closes it, or the time to drain is over. Without, a call that crosses the end of the connection fails, and
     * its caller cannot know whether it was processed.
     */
    public MultiplexServer<Q, A> withGoodbye() {
        return with(rules.mayUpgrade, rules.pushes, rules.refuses, true, rules.pushSize);
    }

    private MultiplexServer<Q, A> with(
            @Nullable Predicate<? super Q> mayUpgrade,
            Context.@Nullable Key<Push<A>> pushes,
            boolean refuses,
            boolean goodbye,
            ToLongFunction<? super A> pushSize) {
        Rules<Q, A> changed = new Rules<>(
                mayUpgrade,
                pushes,
                rules.maxInFlight,
                rules.maxWaiting,
                refuses,
                rules.onFailure,
                goodbye,
                pushSize,
                rules.pushLimits);
        return new MultiplexServer<>(codec, changed, layer, settings);
    }

    /** What is done about calls that fail, in place of what the configuration says. */
    public MultiplexServer<Q, A> withOnFailure(FailurePolicy policy) {
        return withSettings(settings.withOnFailure(policy));
    }

    public MultiplexServer<Q, A> withSettings(MultiplexSettings settings) {
        return new MultiplexServer<>(codec, rules.within(settings), layer, settings);
    }

    /** It answers what it has read; with a goodbye, also what still comes. */
    @Override
    public boolean drains() {
        return true;
    }

    /** Requests in, replies out. */
    public Codec<Message<Q>, Message<A>> codec() {
        return codec;
    }

    /*
     *              ┌─────────┐                 ┌───────────┐
     *   bytes ───▶ │ decoder │ ──Message<Q>…─▶ │ multiplex │ ──▶ service
     *              ├─────────┤                 │ dispatch  │
     *   bytes ◀─── │ encoder │ ◀─Message<A>…── │           │ ◀──
     *              └─────────┘                 └───────────┘
     */
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
        return Upgrade.serving(
                connection,
                rules.mayUpgrade != null,
                upgrade -> reading.via(layer.join(
                                connection,
                                new MultiplexServerStage<>(rules, attributes, connection, service, upgrade)))
                        .via(writing));
    }

    /** The dispatch alone, for graphs of one's own. */
    public Graph<FlowShape<Frames<Message<Q>>, Frames<Message<A>>>, NotUsed> dispatching(
            ConnectionInfo connection, Service<Q, A> service) {
        return new MultiplexServerStage<>(rules, attributes, connection, service, null);
    }
}
