package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;

/** Makes multiplexed protocols from a codec. */
public final class Multiplex {
    private Multiplex() {}

    /** The server's side: requests, cancels and one-way messages in; replies, errors and pushes out. */
    public static <Q, A> MultiplexServer<Q, A> server(Codec<Message<Q>, Message<A>> codec) {
        MultiplexSettings settings = MultiplexSettings.load();
        return new MultiplexServer<>(codec, MultiplexServer.Rules.plain(settings), FrameLayer.none(), settings);
    }

    /** The client's side. */
    public static <Q, A> MultiplexClient<Q, A> client(Codec<Message<A>, Message<Q>> codec) {
        return new MultiplexClient<>(
                codec,
                new MultiplexClient.Rules<>(Ids.LONG, false, false, push -> {}),
                FrameLayer.none(),
                MultiplexSettings.load());
    }
}
