package io.tapio.dispatch.streaming.multiplex;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.dispatch.multiplex.Ids;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;

/** Makes multiplexed protocols with bodies from a codec. */
public final class StreamingMultiplex {
    private StreamingMultiplex() {}

    /**
     * The server's side.
     *
     * @param requests how the chunks of requests are measured
     * @param replies how those of replies are
     */
    public static <Q, C, A, D> StreamingMultiplexServer<Q, C, A, D> server(
            Codec<Frame<Q, C>, Frame<A, D>> codec, Chunks<C> requests, Chunks<D> replies) {
        return new StreamingMultiplexServer<>(
                codec,
                new StreamingMultiplexServer.Rules<>(
                        MultiplexSettings.load(),
                        BodySettings.load(),
                        false,
                        requests,
                        replies,
                        false,
                        null,
                        push -> 0),
                FrameLayer.none());
    }

    /** The client's side; see {@link #server}. */
    public static <Q, C, A, D> StreamingMultiplexClient<Q, C, A, D> client(
            Codec<Frame<A, D>, Frame<Q, C>> codec, Chunks<C> requests, Chunks<D> replies) {
        return new StreamingMultiplexClient<>(
                codec,
                new StreamingMultiplexClient.Rules<>(
                        MultiplexSettings.load(),
                        BodySettings.load(),
                        false,
                        requests,
                        replies,
                        Ids.LONG,
                        false,
                        push -> {}),
                FrameLayer.none());
    }
}
