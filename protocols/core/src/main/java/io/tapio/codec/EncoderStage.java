package io.tapio.codec;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames into bytes. The frames of a run leave in one chunk; runs that are not whole are gathered: at the first
 * of them the stage sends itself a message, which Pekko delivers when the stream has nothing left to do, and flushes
 * then.
 *
 * <p><b>Emits when</b> a run has no more frames, or the window is full, and there is demand · <b>Backpressures when</b>
 * the window is full: the rest of the run stays with whoever makes it · <b>Completes when</b> upstream completes and
 * everything was emitted · <b>Fails when</b> upstream fails or the encoder throws, after everything before was emitted
 */
final class EncoderStage<F> extends GraphStage<FlowShape<Frames<F>, ByteString>> {
    private static final Attributes NAME = Attributes.name("encoder");

    private final Inlet<Frames<F>> in = Inlet.create("Encoder.in");
    private final Outlet<ByteString> out = Outlet.create("Encoder.out");
    private final FlowShape<Frames<F>, ByteString> shape = FlowShape.of(in, out);
    private final Supplier<? extends Encoder<F>> encoders;
    private final int window;

    EncoderStage(Supplier<? extends Encoder<F>> encoders, int window) {
        this.encoders = encoders;
        this.window = window;
    }

    @Override
    public FlowShape<Frames<F>, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and(
                Bounded.by(Bound.bytes("bytes that wait to be written", window, "tapio.codec.write-window-bytes")));
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler {
        private final Encoder<F> encoder = encoders.get();
        private final Output output = new Output(window);
        private final AsyncCallback<Done> endOfRun = createAsyncCallback(done -> onEndOfRun());
        private boolean flushComes;
        private @Nullable Frames<F> frames;
        private @Nullable F unfinished;
        private @Nullable Throwable fault;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        @Override
        public void preStart() {
            pull(in);
        }

        @Override
        public void onPush() {
            frames = grab(in);
            work();
        }

        @Override
        public void onPull() {
            work();
        }

        @Override
        public void onUpstreamFinish() {
            work();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            fault = cause;
            work();
        }

        private void onEndOfRun() {
            flushComes = false;
            work();
        }

        /** Emits what is due, and asks for more when there is nothing left to write but room for it. */
        private void work() {
            fill();
            if (isAvailable(out) && isDue()) {
                push(out, output.take());
                fill();
            }
            if (frames != null) {
                return;
            }
            if (!isClosed(in)) {
                if (!hasBeenPulled(in)) {
                    pull(in);
                }
            } else if (output.isEmpty()) {
                end();
            }
        }

        /** What was written waits for company only while that is about to come and there is room for it. */
        private boolean isDue() {
            return !output.isEmpty() && (!flushComes || frames != null || isClosed(in));
        }

        private void fill() {
            while (frames != null && !output.isFull()) {
                F frame = unfinished != null ? unfinished : frames.next();
                if (frame == null) {
                    flushSoon(frames.isWhole());
                    frames = null;
                } else {
                    encode(frame);
                }
            }
        }

        private void flushSoon(boolean whole) {
            if (!whole && !flushComes && !output.isEmpty()) {
                flushComes = true;
                endOfRun.invoke(Done.getInstance());
            }
        }

        private void encode(F frame) {
            int before = output.size();
            try {
                unfinished = encoder.encodeSome(frame, output) ? null : frame;
            } catch (RuntimeException thrown) {
                failBehind(before, thrown);
            }
        }

        /** Fails once the first {@code size} bytes are emitted: the frames before the one that cannot be written. */
        private void failBehind(int size, RuntimeException thrown) {
            fault = CloseReason.brokenOff(
                    thrown instanceof Failure failure
                            ? failure
                            : Failure.at(Where.WRITE, Processed.MAYBE, "cannot be written: " + thrown.getMessage())
                                    .withCause(thrown));
            output.append(output.take().take(size));
            unfinished = null;
            frames = null;
            cancel(in);
        }

        private void end() {
            if (fault == null) {
                completeStage();
            } else {
                failStage(fault);
            }
        }
    }
}
