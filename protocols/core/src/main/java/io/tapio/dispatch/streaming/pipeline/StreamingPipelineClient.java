package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.OwnedBody;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a pipelined protocol whose messages may have bodies. Immutable.
 *
 * @param codec replies in, requests out
 * @param chunks how those of replies are measured
 * @param settings the bounds of one connection
 * @param bodies the bounds of bodies
 * @param upgrades whether another protocol may follow
 * @param layer what is between the codec and the dispatch
 */
public record StreamingPipelineClient<Q, C, A, D>(
        Codec<Part<A, D>, Part<Q, C>> codec,
        Chunks<D> chunks,
        PipelineSettings settings,
        BodySettings bodies,
        boolean upgrades,
        FrameLayer<Part<A, D>, Part<Q, C>> layer)
        implements ClientProtocol<Streamed<Q, C>, Streamed<A, D>> {
    public StreamingPipelineClient<Q, C, A, D> withSettings(PipelineSettings settings) {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies, upgrades, layer);
    }

    public StreamingPipelineClient<Q, C, A, D> withBodies(BodySettings bodies) {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies, upgrades, layer);
    }

    /**
     * Lets a session ask its server for another protocol, with {@link SessionUpgrade#ask}. That follows when the reply
     * is complete, with its body.
     */
    public StreamingPipelineClient<Q, C, A, D> withUpgrades() {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies, true, layer);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public StreamingPipelineClient<Q, C, A, D> withLayer(FrameLayer<Part<A, D>, Part<Q, C>> layer) {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies, upgrades, layer.around(this.layer));
    }

    /*
     *                  ┌───────────┐               ┌─────────┐
     *        call ───▶ │ streaming │ ──Part<Q,C>…─▶│ encoder │ ───▶ bytes
     *        body ═══▶ │ pipeline  │               ├─────────┤
     *      answer ◀─── │ dispatch  │ ◀─Part<A,D>…──│ decoder │ ◀─── bytes
     *  its body   ◀═══ │           │               └─────────┘
     *                  └───────────┘
     */
    @Override
    public Flow<ByteString, ByteString, CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>> open(
            ConnectionInfo connection) {
        ClientProtocol<Streamed<Q, C>, Streamed<A, D>> calling =
                same -> SessionUpgrade.calling(upgrades, points -> speaking(same, points));
        return calling.filtered(new OwnedBody<Q, C, Streamed<A, D>>()).open(connection);
    }

    private Flow<ByteString, ByteString, CompletionStage<Session<Streamed<Q, C>, Streamed<A, D>>>> speaking(
            ConnectionInfo connection, @Nullable Switch points) {
        var dispatch = new StreamingPipelineClientStage<>(this, connection, points);
        return codec.reading(settings.codec())
                .viaMat(layer.join(connection, dispatch), Keep.right())
                .via(codec.writing(settings.codec()));
    }
}
