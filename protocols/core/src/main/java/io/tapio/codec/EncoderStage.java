package io.tapio.codec;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
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
 * Turns frames into bytes and gathers those of one run of the stream into one chunk: at the first frame it sends itself
 * a message, which Pekko delivers when the stream has nothing left to do, and flushes then.
 *
 * <p><b>Emits when</b> a run of the stream ends, or the window is full, and there is demand · <b>Backpressures when</b>
 * the window is full · <b>Completes when</b> upstream completes and everything was emitted · <b>Fails when</b> upstream
 * fails or the encoder throws, after everything before was emitted
 */
final class EncoderStage<F> extends GraphStage<FlowShape<F, ByteString>> {
    private static final Attributes NAME = Attributes.name("encoder");

    private final Inlet<F> in = Inlet.create("Encoder.in");
    private final Outlet<ByteString> out = Outlet.create("Encoder.out");
    private final FlowShape<F, ByteString> shape = FlowShape.of(in, out);
    private final Supplier<? extends Encoder<F>> encoders;
    private final int window;

    EncoderStage(Supplier<? extends Encoder<F>> encoders, int window) {
        this.encoders = encoders;
        this.window = window;
    }

    @Override
    public FlowShape<F, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME;
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
            encode(grab(in));
        }

        @Override
        public void onPull() {
            if (!flushComes) {
                flush();
            }
        }

        @Override
        public void onUpstreamFinish() {
            flushOrEnd();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            fault = cause;
            flushOrEnd();
        }

        private void onEndOfRun() {
            flushComes = false;
            flushOrEnd();
        }

        private void flushOrEnd() {
            if (isAvailable(out)) {
                flush();
            } else {
                endIfEmpty();
            }
        }

        private void encode(F frame) {
            int before = output.size();
            boolean complete;
            try {
                complete = encoder.encodeSome(frame, output);
            } catch (RuntimeException thrown) {
                failBehind(before, thrown);
                return;
            }
            unfinished = complete ? null : frame;
            if (unfinished != null || output.isFull()) {
                flushOrEnd();
            } else {
                if (!flushComes) {
                    flushComes = true;
                    endOfRun.invoke(Done.getInstance());
                }
                pullMore();
            }
        }

        /** Fails once the first {@code size} bytes are emitted: the frames before the one that cannot be written. */
        private void failBehind(int size, RuntimeException thrown) {
            fault = thrown instanceof Failure failure
                    ? failure
                    : Failure.at(Where.WRITE, Processed.MAYBE, "cannot be written: " + thrown.getMessage())
                            .withCause(thrown);
            output.append(output.take().take(size));
            unfinished = null;
            cancel(in);
            flushOrEnd();
        }

        /** Emits what there is, and goes on behind it. */
        private void flush() {
            if (!output.isEmpty()) {
                push(out, output.take());
            }
            F rest = unfinished;
            if (rest != null) {
                encode(rest);
            } else {
                pullMore();
            }
            endIfEmpty();
        }

        private void pullMore() {
            if (!isClosed(in) && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        private void endIfEmpty() {
            if (isClosed(in) && unfinished == null && output.isEmpty()) {
                if (fault == null) {
                    completeStage();
                } else {
                    failStage(fault);
                }
            }
        }
    }
}
