package io.tapio.upgrade;

import io.tapio.codec.Unread;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The logic of a {@link SwitchStage}. */
final class SwitchLogic extends GraphStageLogic implements InHandler, OutHandler {
    private final Inlet<ByteString> in;
    private final Outlet<ByteString> out;
    private final Switch points;
    private final Switch.Next<?> first;
    private final Attributes attributes;
    private Track track = new Track(true);

    /** What was read and the graph that runs has not asked for. */
    private ByteString waiting = ByteString.emptyByteString();

    /** The chunks that were read. */
    private long chunks;

    SwitchLogic(SwitchStage<?> stage, Switch points, Switch.Next<?> first, Attributes attributes) {
        super(stage.shape);
        in = stage.in;
        out = stage.out;
        this.points = points;
        this.first = first;
        this.attributes = attributes;
        setHandlers(in, out, this);
    }

    @Override
    public void preStart() {
        track.run(first);
    }

    // -- the connection

    @Override
    public void onPush() {
        chunks++;
        ByteString chunk = grab(in);
        if (track.input.isAvailable()) {
            track.hand(chunk);
        } else {
            waiting = waiting.concat(chunk);
        }
    }

    @Override
    public void onUpstreamFinish() {
        if (waiting.isEmpty() && !track.input.isClosed()) {
            track.input.complete();
        }
    }

    @Override
    public void onUpstreamFailure(Throwable cause) {
        if (track.input.isClosed()) {
            failStage(cause);
        } else {
            track.input.fail(cause);
        }
    }

    @Override
    public void onPull() {
        if (!track.output.isClosed()) {
            track.output.pull();
        }
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
        if (!track.output.isClosed()) {
            track.output.cancel(cause);
        }
        if (track.input.isClosed()) {
            cancelStage(cause);
        }
    }

    @Override
    public void postStop() {
        ByteString unread = track.unread();
        attributes.getAttribute(Unread.class).ifPresent(outer -> outer.left(unread, chunks));
        points.end();
        first.started().completeExceptionally(new IllegalStateException("the connection's stream was stopped"));
    }

    /** Goes on with the next protocol, where the first has ended. */
    private void change(Switch.Next<?> next) {
        waiting = track.unread();
        track = new Track(false);
        if (isClosed(in) && waiting.isEmpty()) {
            track.input.complete();
        }
        track.run(next);
        if (isAvailable(out)) {
            track.output.pull();
        }
    }

    /** A protocol on the connection, between two ports that its graph is joined to. */
    private final class Track implements Unread, InHandler, OutHandler {
        private final boolean isFirst;
        private final SubSourceOutlet<ByteString> input = new SubSourceOutlet<>("Switch.input");
        private final SubSinkInlet<ByteString> output = new SubSinkInlet<>("Switch.output");
        private @Nullable ByteString left;
        private @Nullable ByteString onItsWay;
        private long handed;
        private long got;

        Track(boolean isFirst) {
            this.isFirst = isFirst;
            input.setHandler(this);
            output.setHandler(this);
        }

        <T> void run(Switch.Next<T> protocol) {
            var graph = Source.fromGraph(input.source())
                    .viaMat(protocol.flow(), Keep.right())
                    .to(Sink.fromGraph(output.sink()));
            protocol.started().complete(subFusingMaterializer().materialize(graph, attributes.and(this)));
        }

        void hand(ByteString chunk) {
            handed++;
            onItsWay = chunk;
            input.push(chunk);
        }

        /** What this protocol has got, or could have, and has not used. */
        ByteString unread() {
            ByteString unread = left == null ? ByteString.emptyByteString() : left;
            if (left != null && onItsWay != null && got < handed) {
                unread = unread.concat(onItsWay);
            }
            return unread.concat(waiting);
        }

        @Override
        public void left(ByteString bytes, long chunks) {
            left = bytes;
            got = chunks;
        }

        // -- its input

        @Override
        public void onPull() {
            onItsWay = null;
            if (!waiting.isEmpty()) {
                ByteString chunk = waiting;
                waiting = ByteString.emptyByteString();
                hand(chunk);
                if (isClosed(in)) {
                    input.complete();
                }
            } else if (!isClosed(in) && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            Switch.Next<?> next = points.next();
            if (isClosed(out) || !isFirst) {
                cancel(in, cause);
            } else if (output.isClosed() && next != null) {
                change(next);
            } else if (output.isClosed()) {
                cancel(in, cause);
            }
        }

        // -- its output

        @Override
        public void onPush() {
            push(out, output.grab());
        }

        @Override
        public void onUpstreamFinish() {
            Switch.Next<?> next = isFirst ? points.next() : null;
            if (next == null) {
                complete(out);
                if (input.isClosed()) {
                    cancel(in);
                }
            } else if (input.isClosed()) {
                change(next);
            }
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            failStage(cause);
        }
    }
}
