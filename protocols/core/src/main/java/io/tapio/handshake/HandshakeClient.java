package io.tapio.handshake;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * The client's side of a protocol that begins with a handshake. Immutable.
 *
 * @param codec the frames of the handshake
 * @param conversations makes the client's part of a new connection's handshake
 * @param next the protocol proper, by what was agreed upon
 * @param settings the bounds of one handshake
 */
public record HandshakeClient<I, O, R, Q, A>(
        Codec<I, O> codec,
        Function<? super ConnectionInfo, ? extends Conversation<I, O, R>> conversations,
        Function<? super R, ? extends ClientProtocol<Q, A>> next,
        HandshakeSettings settings)
        implements ClientProtocol<Q, A> {
    public HandshakeClient<I, O, R, Q, A> withSettings(HandshakeSettings settings) {
        return new HandshakeClient<>(codec, conversations, next, settings);
    }

    @Override
    public Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> open(ConnectionInfo connection) {
        return Switch.starting(points -> shaking(connection, points))
                .mapMaterializedValue(started -> started.thenCompose(opened -> opened));
    }

    private Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> shaking(
            ConnectionInfo connection, Switch points) {
        Opening opening = new Opening(points, connection);
        return HandshakeStage.graph(codec, conversations.apply(connection), settings, connection, opening)
                .mapMaterializedValue(nothing -> opening.session);
    }

    private final class Opening implements HandshakeStage.Outcome<R> {
        private final CompletableFuture<Session<Q, A>> session = new CompletableFuture<>();
        private final Switch points;
        private final ConnectionInfo connection;

        Opening(Switch points, ConnectionInfo connection) {
            this.points = points;
            this.connection = connection;
        }

        @Override
        public void done(R result) {
            points.to(next.apply(result).open(connection))
                    .thenCompose(opened -> opened)
                    .whenComplete((opened, thrown) -> {
                        if (thrown == null) {
                            session.complete(opened);
                        } else {
                            failed(Failure.of(thrown));
                        }
                    });
        }

        @Override
        public void failed(Failure cause) {
            session.completeExceptionally(cause.withAddress(connection.remoteAddress()));
        }
    }
}
