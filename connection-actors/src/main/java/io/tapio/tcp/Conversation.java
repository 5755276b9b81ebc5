package io.tapio.tcp;

import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** What is spoken on a connection once it is made: a protocol with what stands behind it. */
sealed interface Conversation {
    /** The graph of this connection; what it materializes completes when the handshake is done. */
    CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection);

    /** What the wire is told when the connection is to drain; empty if it has no part in that. */
    Optional<WireStage.Told> onDrain();

    /** A server drains by reading no more, and answers what it has read, unless its protocol knows better. */
    record Serving<Q, A>(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) implements Conversation {
        private static final CompletionStage<?> AT_ONCE = CompletableFuture.completedFuture("open");

        @Override
        public CompletionStage<Flow<ByteString, ByteString, CompletionStage<?>>> open(ConnectionInfo connection) {
            return services.open(connection)
                    .thenApply(service -> protocol.serve(connection, service).mapMaterializedValue(nothing -> AT_ONCE));
        }

        @Override
        public Optional<WireStage.Told> onDrain() {
            return Optional.of(protocol.drains() ? WireStage.Told.DRAINING : WireStage.Told.END_INPUT);
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

        @Override
        public Optional<WireStage.Told> onDrain() {
            return Optional.empty();
        }

        private Session<Q, A> handOver(Session<Q, A> opened) {
            session.complete(opened);
            return opened;
        }
    }
}
