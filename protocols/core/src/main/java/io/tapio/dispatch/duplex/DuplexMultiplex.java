package io.tapio.dispatch.duplex;

import io.tapio.codec.Codec;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexClient;
import io.tapio.dispatch.multiplex.MultiplexServer;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.GraphDSL;
import org.apache.pekko.util.ByteString;

/**
 * A multiplexed protocol whose both ends may call each other on one connection. Immutable; the {@code with…} methods
 * return a changed copy.
 *
 * <p>A call that is answered by calling back holds its place until that is answered; so a side refuses, as not
 * processed, what is more than it may run and wait for, in place of not reading: else two sides that are full would
 * wait for each other.
 *
 * @param <T> what both ends send: requests and replies alike
 */
public final class DuplexMultiplex<T> {
    /** The connection that drains has a deadline, which comes before. */
    private static final Duration UNTIL_CUT = Duration.ofDays(1);

    private final Codec<Message<T>, Message<T>> codec;
    private final MultiplexSettings settings;
    private final MultiplexServer<T, T> answering;
    private final MultiplexClient<T, T> calling;
    private final Context.Key<Session<T, T>> peer;

    private DuplexMultiplex(
            Codec<Message<T>, Message<T>> codec,
            MultiplexSettings settings,
            MultiplexServer<T, T> answering,
            MultiplexClient<T, T> calling,
            Context.Key<Session<T, T>> peer) {
        this.codec = codec;
        this.settings = settings;
        this.answering = answering;
        this.calling = calling;
        this.peer = peer;
    }

    /** Ids of the two sides are two spaces of any {@code long}; a caller that leaves is told of. */
    public static <T> DuplexMultiplex<T> of(Codec<Message<T>, Message<T>> codec) {
        return new DuplexMultiplex<>(
                codec,
                MultiplexSettings.load(),
                Multiplex.<T, T>server(codec).withRefusals(),
                Multiplex.<T, T>client(codec).withCancels(),
                Context.Key.local("peer"));
    }

    /** The ids that this side gives its calls; see {@link MultiplexClient#withIds}. */
    public DuplexMultiplex<T> withIds(Ids ids) {
        return new DuplexMultiplex<>(codec, settings, answering, calling.withIds(ids), peer);
    }

    public DuplexMultiplex<T> withSettings(MultiplexSettings settings) {
        return new DuplexMultiplex<>(
                codec, settings, answering.withSettings(settings), calling.withSettings(settings), peer);
    }

    /** The key under which the calls of a connection find their peer, to call it back. */
    public Context.Key<Session<T, T>> peer() {
        return peer;
    }

    /** The end that listens. */
    public ServerProtocol<T, T> server() {
        return new Listening<>(this);
    }

    private record Listening<T>(DuplexMultiplex<T> protocol) implements ServerProtocol<T, T> {
        @Override
        public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<T, T> service) {
            return protocol.joined(connection, service).mapMaterializedValue(session -> NotUsed.getInstance());
        }

        /** It answers what it has read, whose calls may call back meanwhile, and then awaits its own answers. */
        @Override
        public boolean drains() {
            return true;
        }
    }

    /** The end that connects, and answers the calls of the other with {@code service}. */
    public ClientProtocol<T, T> client(Service<T, T> service) {
        return connection -> joined(connection, service);
    }

    /*
     *              ┌─────────┐      ┌─────────┐      ┌───────────┐
     *   bytes ───▶ │ decoder │ ──▶  │ switch- │ ──▶  │ multiplex │ ──▶ service
     *              └─────────┘      │ board   │ ◀──  │ server    │ ◀──
     *              ┌─────────┐      │         │      ├───────────┤
     *   bytes ◀─── │ encoder │ ◀──  │         │ ──▶  │ multiplex │ ──▶ answers
     *              └─────────┘      │         │ ◀──  │ client    │ ◀── session's calls
     *                               └─────────┘      └───────────┘
     */
    private Flow<ByteString, ByteString, CompletionStage<Session<T, T>>> joined(
            ConnectionInfo connection, Service<T, T> service) {
        CompletableFuture<Session<T, T>> opened = new CompletableFuture<>();
        var client = calling.dispatching(connection);
        var server = answering.dispatching(connection, callingBack(service, opened));
        Graph<FlowShape<Frames<Message<T>>, Frames<Message<T>>>, CompletionStage<Session<T, T>>> both =
                GraphDSL.create(client, (builder, calls) -> {
                    DuplexShape<Message<T>> board = builder.add(new Switchboard<>(
                            DuplexMultiplex::isForServer,
                            () -> opened.thenAccept(session -> session.drain(UNTIL_CUT))));
                    FlowShape<Frames<Message<T>>, Frames<Message<T>>> answers = builder.add(server);
                    builder.from(board.toServer()).toInlet(answers.in());
                    builder.from(answers.out()).toInlet(board.fromServer());
                    builder.from(board.toClient()).toInlet(calls.in());
                    builder.from(calls.out()).toInlet(board.fromClient());
                    return FlowShape.of(board.fromPeer(), board.toPeer());
                });
        return codec.reading(settings.codec())
                .viaMat(both, (nothing, session) -> session)
                .via(codec.writing(settings.codec()))
                .mapMaterializedValue(session -> session.whenComplete((value, thrown) -> {
                    if (thrown == null) {
                        opened.complete(value);
                    } else {
                        opened.completeExceptionally(thrown);
                    }
                }));
    }

    private Service<T, T> callingBack(Service<T, T> service, CompletableFuture<Session<T, T>> opened) {
        return (context, request) -> opened.thenCompose(session -> service.call(context.with(peer, session), request));
    }

    private static boolean isForServer(Message<?> message) {
        return !(message instanceof Message.Reply
                || message instanceof Message.Error
                || message instanceof Message.Goodbye);
    }
}
