package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * The client's side of a pipelined protocol. Immutable.
 *
 * @param codec replies in, requests out
 * @param settings the bounds of one connection
 */
public record PipelineClient<Q, A>(Codec<A, Q> codec, PipelineSettings settings) implements ClientProtocol<Q, A> {
    public PipelineClient<Q, A> withSettings(PipelineSettings settings) {
        return new PipelineClient<>(codec, settings);
    }

    /*
     *              ┌──────────┐         ┌─────────┐
     *    call ───▶ │ pipeline │ ──Q…──▶ │ encoder │ ───▶ bytes
     *              │ dispatch │         ├─────────┤
     *  answer ◀─── │          │ ◀──A…── │ decoder │ ◀─── bytes
     *              └──────────┘         └─────────┘
     */
    @Override
    public Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> open(ConnectionInfo connection) {
        return codec.reading(settings.codec())
                .viaMat(new PipelineClientStage<Q, A>(settings, connection), Keep.right())
                .via(codec.writing(settings.codec()));
    }
}
