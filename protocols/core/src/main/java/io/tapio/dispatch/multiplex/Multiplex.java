package io.tapio.dispatch.multiplex;

import io.tapio.codec.Codec;

/** Makes multiplexed protocols from a codec. */
public final class Multiplex {
    private Multiplex() {}

    /** The server's side: requests, cancels and one-way messages in; replies, errors and pushes out. */
    public static <Q, A> MultiplexServer<Q, A> server(Codec<Message<Q>, Message<A>> codec) {
        return new MultiplexServer<>(codec, null, false, message -> 0, MultiplexSettings.load());
    }

    /** The client's side. */
    public static <Q, A> MultiplexClient<Q, A> client(Codec<Message<A>, Message<Q>> codec) {
        return new MultiplexClient<>(
                codec, new MultiplexClient.Rules<>(Ids.LONG, false, push -> {}), MultiplexSettings.load());
    }
}
