package io.tapio.testkit.stream;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.OutHandler;
import scala.jdk.javaapi.FutureConverters;

/** The upstream of a flow under test: emits what it is told to, when there is demand. */
final class SourceProbe<T> extends AbstractGraphStageWithMaterializedValue<SourceShape<T>, SourceProbe<T>.Logic> {
    private final Outlet<T> out = Outlet.create("SourceProbe.out");
    private final SourceShape<T> shape = SourceShape.of(out);

    @Override
    public SourceShape<T> shape() {
        return shape;
    }

    @Override
    public Pair<GraphStageLogic, Logic> createLogicAndMaterializedValuePair(Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic);
    }

    final class Logic extends GraphStageLogic implements OutHandler {
        private final Queue<T> unsent = new ArrayDeque<>();
        private final CompletableFuture<Done> cancelled = new CompletableFuture<>();
        private final AsyncCallback<Consumer<Logic>> told = createAsyncCallback(this::onTold);

        Logic() {
            super(shape);
            setHandler(out, this);
        }

        /** Does {@code what} on the stage's own thread; fails if the stage has ended. */
        CompletionStage<Done> tell(Consumer<Logic> what) {
            return FutureConverters.asJava(told.invokeWithFeedback(what));
        }

        /** Completes when the flow wants no more. */
        CompletableFuture<Done> cancelled() {
            return cancelled;
        }

        void send(T element) {
            unsent.add(element);
        }

        void end() {
            emitMultiple(out, List.copyOf(unsent).iterator(), this::completeStage);
            unsent.clear();
        }

        void fail(Throwable cause) {
            emitMultiple(out, List.copyOf(unsent).iterator(), () -> failStage(cause));
            unsent.clear();
        }

        /** True if the flow has asked for an element that it has not got. */
        boolean isWanted() {
            return isAvailable(out);
        }

        @Override
        public void onPull() {
            if (!unsent.isEmpty()) {
                push(out, unsent.remove());
            }
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            cancelled.complete(Done.getInstance());
            completeStage();
        }

        private void onTold(Consumer<Logic> what) {
            what.accept(this);
            if (isAvailable(out)) {
                onPull();
            }
        }
    }
}
