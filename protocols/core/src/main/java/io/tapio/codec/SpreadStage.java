package io.tapio.codec;

import io.tapio.settings.Bounded;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * Gives the frames of runs one by one.
 *
 * <p><b>Emits when</b> the run has a frame and there is demand · <b>Backpressures when</b> downstream does ·
 * <b>Completes when</b> upstream completes and its last run has no more · <b>Fails when</b> upstream or a run fails
 */
final class SpreadStage<F> extends GraphStage<FlowShape<Frames<F>, F>> {
    private static final Attributes NAME = Attributes.name("spread").and(Bounded.NOTHING);

    private final Inlet<Frames<F>> in = Inlet.create("Spread.in");
    private final Outlet<F> out = Outlet.create("Spread.out");
    private final FlowShape<Frames<F>, F> shape = FlowShape.of(in, out);

    @Override
    public FlowShape<Frames<F>, F> shape() {
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
        private @Nullable Frames<F> frames;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        @Override
        public void onPush() {
            frames = grab(in);
            emitOrPull();
        }

        @Override
        public void onPull() {
            emitOrPull();
        }

        @Override
        public void onUpstreamFinish() {
            if (frames == null) {
                completeStage();
            }
        }

        private void emitOrPull() {
            F frame;
            try {
                frame = frames == null ? null : frames.next();
            } catch (BadFrame bad) {
                failStage(bad.failure());
                return;
            } catch (RuntimeException thrown) {
                failStage(thrown);
                return;
            }
            if (frame != null) {
                push(out, frame);
                return;
            }
            frames = null;
            if (isClosed(in)) {
                completeStage();
            } else {
                pull(in);
            }
        }
    }
}
