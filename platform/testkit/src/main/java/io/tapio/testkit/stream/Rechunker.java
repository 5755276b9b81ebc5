package io.tapio.testkit.stream;

import io.tapio.testkit.random.Seed;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;

/**
 * Cuts bytes anew, as a network does: takes what comes in one run of the stream together, and hands it on in pieces of
 * random sizes.
 *
 * <p><b>Emits when</b> a run has ended and there is demand · <b>Backpressures when</b> more than {@code WINDOW} bytes
 * wait · <b>Completes when</b> upstream completes and everything was emitted · <b>Fails when</b> upstream does
 */
public final class Rechunker extends GraphStage<FlowShape<ByteString, ByteString>> {
    private static final int WINDOW = 4096;
    private static final int LARGEST_PIECE_BITS = 13;

    private final Inlet<ByteString> in = Inlet.create("Rechunker.in");
    private final Outlet<ByteString> out = Outlet.create("Rechunker.out");
    private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
    private final Supplier<RandomGenerator> chance;

    private Rechunker(Supplier<RandomGenerator> chance) {
        this.chance = chance;
    }

    /** The same pieces for the same seed and the same input. */
    public static Flow<ByteString, ByteString, NotUsed> of(Seed seed) {
        return Flow.fromGraph(new Rechunker(seed::random));
    }

    @Override
    public FlowShape<ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler {
        private final RandomGenerator random = chance.get();
        private final AsyncCallback<Done> endOfRun = createAsyncCallback(done -> onEndOfRun());
        private ByteString waiting = ByteString.emptyByteString();
        private boolean endComes;

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
            waiting = waiting.concat(grab(in));
            if (waiting.size() < WINDOW) {
                pull(in);
            }
            awaitEndOfRun();
        }

        @Override
        public void onPull() {
            awaitEndOfRun();
        }

        @Override
        public void onUpstreamFinish() {
            awaitEndOfRun();
        }

        private void awaitEndOfRun() {
            if (!endComes) {
                endComes = true;
                endOfRun.invoke(Done.getInstance());
            }
        }

        private void onEndOfRun() {
            endComes = false;
            if (isAvailable(out) && !waiting.isEmpty()) {
                int size = piece(waiting.size());
                push(out, waiting.take(size));
                waiting = waiting.drop(size);
            }
            if (isClosed(in) && waiting.isEmpty()) {
                completeStage();
            } else if (!isClosed(in) && !hasBeenPulled(in) && waiting.size() < WINDOW) {
                pull(in);
            }
        }

        /** As often below 10 as below 100 and below 1000. */
        private int piece(int all) {
            return Math.min(all, 1 + random.nextInt(1 << random.nextInt(LARGEST_PIECE_BITS)));
        }
    }
}
