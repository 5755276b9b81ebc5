package io.tapio.keepalive;

import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.BidiFlow;

/**
 * Pings and pongs of a protocol, unknown to its dispatch and its service.
 *
 * @param pings how the protocol says them
 * @param settings when they are said
 */
public record KeepAlive<I, O>(Pings<I, O> pings, KeepAliveSettings settings) implements FrameLayer<I, O> {
    @Override
    public BidiFlow<Frames<I>, Frames<I>, Frames<O>, Frames<O>, NotUsed> of(ConnectionInfo connection) {
        return of(connection, inDoubt -> {});
    }

    private BidiFlow<Frames<I>, Frames<I>, Frames<O>, Frames<O>, NotUsed> of(ConnectionInfo connection, Doubt doubt) {
        return BidiFlow.fromGraph(new KeepAliveStage<>(this, connection.timer(), doubt));
    }

    /**
     * A client whose sessions tell what the pings find: they are {@link io.tapio.service.Session.Status#BUSY} from a
     * ping on until the server is heard again.
     *
     * @param protocol puts a layer into the client's protocol: {@code client::withLayer}
     */
    public <Q, A> ClientProtocol<Q, A> watching(Function<FrameLayer<I, O>, ? extends ClientProtocol<Q, A>> protocol) {
        return connection -> {
            AtomicBoolean inDoubt = new AtomicBoolean();
            return protocol.apply(same -> of(same, inDoubt::set))
                    .open(connection)
                    .mapMaterializedValue(opened -> opened.thenApply(session -> session.busyWhile(inDoubt::get)));
        };
    }
}
