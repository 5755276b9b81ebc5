package io.tapio.dispatch.pipeline;

import io.tapio.codec.Codec;
import io.tapio.codec.FrameLayer;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.PushReceiver;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a pipelined protocol. Immutable.
 *
 * @param codec replies in, requests out
 * @param settings the bounds of one connection
 * @param pushes makes what takes the frames of a connection that answer nothing
 * @param upgrades whether another protocol may follow
 * @param layer what is between the codec and the dispatch
 */
public record PipelineClient<Q, A>(
        Codec<A, Q> codec,
        PipelineSettings settings,
        Function<? super ConnectionInfo, ? extends PushReceiver<Q, A>> pushes,
        boolean upgrades,
        FrameLayer<A, Q> layer)
        implements ClientProtocol<Q, A> {
    public PipelineClient<Q, A> withSettings(PipelineSettings settings) {
        return new PipelineClient<>(codec, settings, pushes, upgrades, layer);
    }

    /** Takes frames that answer nothing; without it each frame is the answer to the oldest request. */
    public PipelineClient<Q, A> withPushes(Function<? super ConnectionInfo, ? extends PushReceiver<Q, A>> pushes) {
        return new PipelineClient<>(codec, settings, pushes, upgrades, layer);
    }

    /** Lets a session ask its server for another protocol, with {@link SessionUpgrade#ask}. */
    public PipelineClient<Q, A> withUpgrades() {
        return new PipelineClient<>(codec, settings, pushes, true, layer);
    }

    /** Puts a layer between the codec and what is there already: the dispatch, and layers that were added before. */
    public PipelineClient<Q, A> withLayer(FrameLayer<A, Q> layer) {
        return new PipelineClient<>(codec, settings, pushes, upgrades, layer.around(this.layer));
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
        return SessionUpgrade.calling(upgrades, points -> speaking(connection, points));
    }

    private Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> speaking(
            ConnectionInfo connection, @Nullable Switch points) {
        var dispatch = new PipelineClientStage<Q, A>(settings, connection, pushes.apply(connection), points);
        return codec.reading(settings.codec())
                .viaMat(layer.join(connection, dispatch), Keep.right())
                .via(codec.writing(settings.codec()));
    }
}
