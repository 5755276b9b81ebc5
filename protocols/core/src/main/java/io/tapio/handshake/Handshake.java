package io.tapio.handshake;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import java.util.function.Function;

/** Makes protocols that begin with a handshake. */
public final class Handshake {
    private Handshake() {}

    /**
     * The server's side.
     *
     * @param codec the frames of the handshake, which need not be those of the protocol proper
     * @param conversations makes the server's part of a new connection's handshake
     * @param key where the calls of a connection find what was agreed upon
     * @param next the protocol proper, by what was agreed upon
     */
    public static <I, O, R, Q, A> HandshakeServer<I, O, R, Q, A> server(
            Codec<I, O> codec,
            Function<? super ConnectionInfo, ? extends Conversation<I, O, R>> conversations,
            Context.Key<R> key,
            Function<? super R, ? extends ServerProtocol<Q, A>> next) {
        return new HandshakeServer<>(codec, conversations, key, next, HandshakeSettings.load());
    }

    /**
     * The client's side, whose session comes when the handshake is done.
     *
     * @param codec the frames of the handshake, which need not be those of the protocol proper
     * @param conversations makes the client's part of a new connection's handshake
     * @param next the protocol proper, by what was agreed upon
     */
    public static <I, O, R, Q, A> HandshakeClient<I, O, R, Q, A> client(
            Codec<I, O> codec,
            Function<? super ConnectionInfo, ? extends Conversation<I, O, R>> conversations,
            Function<? super R, ? extends ClientProtocol<Q, A>> next) {
        return new HandshakeClient<>(codec, conversations, next, HandshakeSettings.load());
    }
}
