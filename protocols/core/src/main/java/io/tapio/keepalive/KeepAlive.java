package io.tapio.keepalive;

import io.tapio.codec.FrameLayer;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
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
        return BidiFlow.fromGraph(new KeepAliveStage<>(this, connection.timer()));
    }
}
