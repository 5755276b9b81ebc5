package io.tapio.tcp;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** What is spoken on a connection once it is made: a protocol with what stands behind it. */
sealed interface Conversation {
    /** What a graph materializes that needs no handshake. */
    CompletionStage<?> AT_ONCE = CompletableFuture.completedFuture("open");

    /** The graph of this connection; what it materializes completes when the handshake is done. */
    CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection);

    /** What the wire is told when the connection is to drain; empty if it has no part in that. */
    default Optional<WireStage.Told> onDrain() {
        return Optional.empty();
    }

    /** Lets what stands behind the graph drain, if that does not follow from the wire and the connection. */
    default void drain(Duration within) {}

    /** A server drains by reading no more, and answers what it has read, unless its protocol knows better. */
    record Serving<Q, A>(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) implements Conversation {
        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return services.open(connection)
                    .thenApply(service -> protocol.serve(connection, service).mapMaterializedValue(nothing -> AT_ONCE));
        }

        @Override
        public Optional<WireStage.Told> onDrain() {
            return protocol.drains() ? Optional.empty() : Optional.of(WireStage.Told.END_INPUT);
        }
    }

    /**
     * As {@link Serving}, behind TLS; the service is opened when the handshake is done. One that fails ends the graph,
     * which has its last words to say to the peer: so the handshake counts as done with either.
     */
    record Securing<Q, A>(TlsServer tls, Serving<Q, A> serving) implements Conversation {
        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return CompletableFuture.completedFuture(tls.serving(connection, serving.protocol, serving.services)
                    .mapMaterializedValue(shaken -> shaken.handle((session, failed) -> connection)));
        }

        @Override
        public Optional<WireStage.Told> onDrain() {
            return serving.onDrain();
        }
    }

    /**
     * A client drains by its session, which knows what it still waits for. A session that does not come ends the
     * connection, and the reason of that is what its waiter is told.
     */
    record Calling<Q, A>(ClientProtocol<Q, A> protocol, CompletableFuture<Session<Q, A>> session)
            implements Conversation {
        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return CompletableFuture.completedFuture(
                    protocol.open(connection).mapMaterializedValue(opened -> opened.thenApply(this::handOver)));
        }

        /** In more than the time, so that it is the connection that cuts what is late, and tells why. */
        @Override
        public void drain(Duration within) {
            session.thenAccept(opened -> opened.drain(within.multipliedBy(2)));
        }

        private Session<Q, A> handOver(Session<Q, A> opened) {
            session.complete(opened);
            return opened;
        }
    }

    /**
     * A client's bytes for a flow of another graph, which gets the other end of them when the connection is made. Each
     * direction ends, fails and is held up on its own.
     *
     * <pre>
     *   wire ──▶ received ┆ ──▶ out
     *        ◀── sent     ┆ ◀── in
     * </pre>
     */
    record Joining(
            Optional<TlsClient> tls,
            String host,
            CompletableFuture<ConnectionInfo> connected,
            CompletableFuture<Flow<ByteString, ByteString, NotUsed>> otherEnd)
            implements Conversation {
        /** Chunks that wait between the two graphs in one direction: one is taken while the next is on its way. */
        private static final Attributes ROOM = Attributes.inputBuffer(1, 2);

        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return CompletableFuture.completedFuture(tls.<Flow<ByteString, ByteString, CompletionStage<?>>>map(
                            ends -> ends.around(host, connection, this::bytes)
                                    .mapMaterializedValue(shaken -> shaken.thenAccept(Runnable::run)))
                    .orElseGet(() -> bytes(connection).mapMaterializedValue(handOver -> {
                        handOver.run();
                        return AT_ONCE;
                    })));
        }

        /** Materializes what hands the other end over. */
        private Flow<ByteString, ByteString, Runnable> bytes(ConnectionInfo connection) {
            return Flow.fromSinkAndSourceMat(
                    Sink.<ByteString>asPublisher(AsPublisher.WITHOUT_FANOUT),
                    Source.<ByteString>asSubscriber()
                            .withAttributes(ROOM)
                            .mapError(Failure.class, CloseReasons::ofBytes),
                    (received, sent) -> () -> {
                        connected.complete(connection);
                        otherEnd.complete(Flow.fromSinkAndSource(
                                Sink.fromSubscriber(sent),
                                Source.fromPublisher(received).withAttributes(ROOM)));
                    });
        }

        /** A flow of bytes has no other way to hear of it. */
        @Override
        public Optional<WireStage.Told> onDrain() {
            return Optional.of(WireStage.Told.END_INPUT);
        }

        /** No connection was made. */
        void fail(Failure cause) {
            connected.completeExceptionally(cause);
            otherEnd.completeExceptionally(cause);
        }
    }
}
