package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.PushReceiver;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * The client's side of a pipelined protocol. Immutable.
 *
 * @param codec replies in, requests out
 * @param settings the bounds of one connection
 * @param pushes makes what takes the frames of a connection that answer nothing
 */
public record PipelineClient<Q, A>(
        Codec<A, Q> codec,
        PipelineSettings settings,
        Function<? super ConnectionInfo, ? extends PushReceiver<Q, A>> pushes)
        implements ClientProtocol<Q, A> {
    public PipelineClient<Q, A> withSettings(PipelineSettings settings) {
        return new PipelineClient<>(codec, settings, pushes);
    }

    /** Takes frames that answer nothing; without it each frame is the answer to the oldest request. */
    public PipelineClient<Q, A> withPushes(Function<? super ConnectionInfo, ? extends PushReceiver<Q, A>> pushes) {
        return new PipelineClient<>(codec, settings, pushes);
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
                .viaMat(new PipelineClientStage<Q, A>(settings, connection, pushes.apply(connection)), Keep.right())
                .via(codec.writing(settings.codec()));
    }
}
