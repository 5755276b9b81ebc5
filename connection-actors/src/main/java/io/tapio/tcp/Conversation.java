package io.tapio.tcp;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
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
            CompletableFuture<ConnectionInfo> connected,
            CompletableFuture<Flow<ByteString, ByteString, NotUsed>> otherEnd)
            implements Conversation {
        /** Chunks that wait between the two graphs in one direction: one is taken while the next is on its way. */
        private static final Attributes ROOM = Attributes.inputBuffer(1, 2);

        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return CompletableFuture.completedFuture(Flow.fromSinkAndSourceMat(
                    Sink.<ByteString>asPublisher(AsPublisher.WITHOUT_FANOUT),
                    Source.<ByteString>asSubscriber().withAttributes(ROOM),
                    (received, sent) -> {
                        connected.complete(connection);
                        otherEnd.complete(Flow.fromSinkAndSource(
                                Sink.fromSubscriber(sent),
                                Source.fromPublisher(received).withAttributes(ROOM)));
                        return AT_ONCE;
                    }));
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
