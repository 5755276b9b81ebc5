package io.tapio.testkit.stream;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import scala.jdk.javaapi.FutureConverters;

/** The downstream of a flow under test: asks for elements when it is told to, and keeps what comes. */
final class SinkProbe<T> extends AbstractGraphStageWithMaterializedValue<SinkShape<T>, SinkProbe<T>.Logic> {
    /** What came from the flow. */
    sealed interface Event<T> {}

    record Element<T>(T value) implements Event<T> {}

    record Completed<T>() implements Event<T> {}

    record Failed<T>(Throwable cause) implements Event<T> {}

    private final Inlet<T> in = Inlet.create("SinkProbe.in");
    private final SinkShape<T> shape = SinkShape.of(in);

    @Override
    public SinkShape<T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Logic> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic);
    }

    final class Logic extends GraphStageLogic implements InHandler {
        private final BlockingQueue<Event<T>> events = new LinkedBlockingQueue<>();
        private final AsyncCallback<Consumer<Logic>> told = createAsyncCallback(what -> what.accept(this));
        private long wanted;

        Logic() {
            super(shape);
            setHandler(in, this);
        }

        /** Does {@code what} on the stage's own thread; fails if the stage has ended. */
        CompletionStage<Done> tell(Consumer<Logic> what) {
            return FutureConverters.asJava(told.invokeWithFeedback(what));
        }

        BlockingQueue<Event<T>> events() {
            return events;
        }

        void request(long elements) {
            wanted += elements;
            pullIfWanted();
        }

        void cancel() {
            cancelStage(new InterruptedException("the test wants no more"));
        }

        @Override
        public void onPush() {
            events.add(new Element<>(grab(in)));
            pullIfWanted();
        }

        @Override
        public void onUpstreamFinish() {
            events.add(new Completed<>());
            completeStage();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            events.add(new Failed<>(cause));
            completeStage();
        }

        private void pullIfWanted() {
            if (wanted > 0 && !hasBeenPulled(in) && !isClosed(in)) {
                wanted--;
                pull(in);
            }
        }
    }
}
