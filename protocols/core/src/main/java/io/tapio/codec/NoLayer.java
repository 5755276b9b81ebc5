package io.tapio.codec;

import io.tapio.connection.ConnectionInfo;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;

/** The layer that is not there. */
record NoLayer<I, O>() implements FrameLayer<I, O> {
    @Override
    public BidiFlow<Frames<I>, Frames<I>, Frames<O>, Frames<O>, NotUsed> of(ConnectionInfo connection) {
        return BidiFlow.identity();
    }

    @Override
    public FrameLayer<I, O> around(FrameLayer<I, O> inner) {
        return inner;
    }

    @Override
    public <M> Flow<Frames<I>, Frames<O>, M> join(
            ConnectionInfo connection, Graph<FlowShape<Frames<I>, Frames<O>>, M> dispatch) {
        return Flow.fromGraph(dispatch);
    }
}
