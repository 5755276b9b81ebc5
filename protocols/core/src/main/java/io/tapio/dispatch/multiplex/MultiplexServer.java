package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.dispatch.PushQueue;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Push;
import io.tapio.service.Service;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
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
     * @param pushes the key under which calls find the way to send more than replies, if the protocol has that
     * @param maxInFlight the calls of one connection that run
     * @param maxWaiting the requests that wait behind those
     * @param refuses whether one more is refused; else it is not read
     * @param pushSize about how many bytes one of those messages has
     * @param pushLimits the messages of one connection that its peer has not taken
     */
    record Rules<A>(
            Context.@Nullable Key<Push<A>> pushes,
            int maxInFlight,
            int maxWaiting,
            boolean refuses,
            ToLongFunction<? super A> pushSize,
            PushQueue.Limits pushLimits) {
        static <A> Rules<A> within(
                Context.@Nullable Key<Push<A>> pushes,
                boolean refuses,
                ToLongFunction<? super A> pushSize,
                MultiplexSettings settings) {
            return new Rules<>(
                    pushes,
                    settings.serverMaxInFlight(),
                    settings.serverMaxWaiting(),
                    refuses,
                    pushSize,
                    settings.pushLimits());
        }
    }

    private final Codec<Message<Q>, Message<A>> codec;
    private final Rules<A> rules;
    private final Flow<ByteString, Frames<Message<Q>>, NotUsed> reading;
    private final Flow<Frames<Message<A>>, ByteString, NotUsed> writing;
    private final MultiplexSettings settings;

    MultiplexServer(
            Codec<Message<Q>, Message<A>> codec,
            Context.@Nullable Key<Push<A>> pushes,
            boolean refuses,
            ToLongFunction<? super A> pushSize,
            MultiplexSettings settings) {
        this.codec = codec;
        this.rules = Rules.within(pushes, refuses, pushSize, settings);
        this.settings = settings;
        this.reading = codec.reading(settings.codec());
        this.writing = codec.writing(settings.codec());
    }

    /**
     * Lets the service send more than replies: each call's context has its connection's {@link Push} under {@code key}.
     *
     * @param size about how many bytes a message has
     */
    public MultiplexServer<Q, A> withPushes(Context.Key<Push<A>> key, ToLongFunction<? super A> size) {
        return new MultiplexServer<>(codec, key, rules.refuses, size, settings);
    }

    /**
     * Refuses requests for which there is no place among those that wait, as not processed. By default they are not
     * read, which is felt by the peer; where both ends call each other, that could hold up both for ever.
     */
    public MultiplexServer<Q, A> withRefusals() {
        return new MultiplexServer<>(codec, rules.pushes, true, rules.pushSize, settings);
    }

    public MultiplexServer<Q, A> withSettings(MultiplexSettings settings) {
        return new MultiplexServer<>(codec, rules.pushes, rules.refuses, rules.pushSize, settings);
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
        return reading.via(dispatching(connection, service)).via(writing);
    }

    /** The dispatch alone, for graphs of one's own. */
    public Graph<FlowShape<Frames<Message<Q>>, Frames<Message<A>>>, NotUsed> dispatching(
            ConnectionInfo connection, Service<Q, A> service) {
        return new MultiplexServerStage<>(rules, connection, service);
    }
}
