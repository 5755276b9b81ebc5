package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.dispatch.streaming.BodySettings;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.OwnedBody;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * The client's side of a pipelined protocol whose messages may have bodies. Immutable.
 *
 * @param codec replies in, requests out
 * @param chunks how those of replies are measured
 * @param settings the bounds of one connection
 * @param bodies the bounds of bodies
 */
public record StreamingPipelineClient<Q, C, A, D>(
        Codec<Part<A, D>, Part<Q, C>> codec, Chunks<D> chunks, PipelineSettings settings, BodySettings bodies)
        implements ClientProtocol<Streamed<Q, C>, Streamed<A, D>> {
    public StreamingPipelineClient<Q, C, A, D> withSettings(PipelineSettings settings) {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies);
    }

    public StreamingPipelineClient<Q, C, A, D> withBodies(BodySettings bodies) {
        return new StreamingPipelineClient<>(codec, chunks, settings, bodies);
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
        ClientProtocol<Streamed<Q, C>, Streamed<A, D>> calling = same -> codec.reading(settings.codec())
                .viaMat(new StreamingPipelineClientStage<>(this, same), Keep.right())
                .via(codec.writing(settings.codec()));
        return calling.filtered(new OwnedBody<Q, C, Streamed<A, D>>()).open(connection);
    }
}
