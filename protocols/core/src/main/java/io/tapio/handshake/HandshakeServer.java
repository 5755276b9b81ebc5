package io.tapio.handshake;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.upgrade.Switch;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * The server's side of a protocol that begins with a handshake. Immutable.
 *
 * @param codec the frames of the handshake
 * @param conversations makes the server's part of a new connection's handshake
 * @param key where the calls of a connection find what was agreed upon
 * @param next the protocol proper, by what was agreed upon
 * @param settings the bounds of one handshake
 */
public record HandshakeServer<I, O, R, Q, A>(
        Codec<I, O> codec,
        Function<? super ConnectionInfo, ? extends Conversation<I, O, R>> conversations,
        Context.Key<R> key,
        Function<? super R, ? extends ServerProtocol<Q, A>> next,
        HandshakeSettings settings)
        implements ServerProtocol<Q, A> {
    public HandshakeServer<I, O, R, Q, A> withSettings(HandshakeSettings settings) {
        return new HandshakeServer<>(codec, conversations, key, next, settings);
    }

    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
        return Switch.starting(points -> HandshakeStage.graph(
                        codec,
                        conversations.apply(connection),
                        settings,
                        connection,
                        new Serving(points, connection, service)))
                .mapMaterializedValue(started -> NotUsed.getInstance());
    }

    private final class Serving implements HandshakeStage.Outcome<R> {
        private final Switch points;
        private final ConnectionInfo connection;
        private final Service<Q, A> service;

        Serving(Switch points, ConnectionInfo connection, Service<Q, A> service) {
            this.points = points;
            this.connection = connection;
            this.service = service;
        }

        @Override
        public void done(R result) {
            points.to(next.apply(result).serve(connection, new Informed<>(service, key, result)));
        }

        /** The close reason says it. */
        @Override
        public void failed(Failure cause) {}
    }
}
