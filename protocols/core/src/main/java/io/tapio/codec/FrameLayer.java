package io.tapio.codec;

import io.tapio.connection.ConnectionInfo;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/**
 * A stage of one's own between codec and dispatch, for each connection: it sees each run of frames that was read and
 * each that is about to be written, and may keep, change and add frames.
 *
 * <pre>
 *            ┌─────────┐         ┌───────┐         ┌──────────┐
 *  bytes ──▶ │ decoder │ ──I…──▶ │       │ ──I…──▶ │          │
 *            ├─────────┤         │ layer │         │ dispatch │
 *  bytes ◀── │ encoder │ ◀──O…── │       │ ◀──O…── │          │
 *            └─────────┘         └───────┘         └──────────┘
 * </pre>
 *
 * <p>With {@link Frames#spread()} and {@link Frames#gathered()} it is made of ordinary operators, which cost a frame
 * what a run costs otherwise. A layer that reads ahead of what it is asked for loses those frames when another protocol
 * follows.
 *
 * @param <I> frames that are read
 * @param <O> frames that are written
 */
@FunctionalInterface
public interface FrameLayer<I, O> {
    BidiFlow<Frames<I>, Frames<I>, Frames<O>, Frames<O>, NotUsed> of(ConnectionInfo connection);

    /** No layer, which costs nothing. */
    static <I, O> FrameLayer<I, O> none() {
        return new NoLayer<>();
    }

    /** This layer next to the codec, and {@code inner} between it and the dispatch. */
    default FrameLayer<I, O> around(FrameLayer<I, O> inner) {
        return inner instanceof NoLayer ? this : connection -> of(connection).atop(inner.of(connection));
    }

    /** A connection's dispatch behind this layer. */
    default <M> Flow<Frames<I>, Frames<O>, M> join(
            ConnectionInfo connection, Graph<FlowShape<Frames<I>, Frames<O>>, M> dispatch) {
        return of(connection).join(Flow.fromGraph(dispatch), Keep.right());
    }
}
