package io.tapio.dispatch.pipeline;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.ClientLogic;
import io.tapio.dispatch.PushReceiver;
import io.tapio.failure.Failure.Processed;
import io.tapio.service.Session;
import io.tapio.settings.Bounded;
import io.tapio.upgrade.Switch;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a session and hands each reply to the oldest request that has none.
 *
 * <p><b>Emits when</b> a call waits, fewer than {@code max-in-flight} are unanswered, and there is demand ·
 * <b>Backpressures when</b> never: a reply is taken as it comes · <b>Completes when</b> the session has drained, or
 * upstream completes · <b>Fails when</b> upstream fails, a reply comes to nothing, or the time to drain is over
 */
final class PipelineClientStage<Q, A>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<Frames<A>, Frames<Q>>, CompletionStage<Session<Q, A>>> {
    private static final Attributes NAME = Attributes.name("pipeline-client");

    private final Inlet<Frames<A>> in = Inlet.create("PipelineClient.in");
    private final Outlet<Frames<Q>> out = Outlet.create("PipelineClient.out");
    private final FlowShape<Frames<A>, Frames<Q>> shape = FlowShape.of(in, out);
    private final PipelineSettings settings;
    private final ConnectionInfo connection;
    private final PushReceiver<Q, A> pushes;
    private final @Nullable Switch points;

    PipelineClientStage(PipelineSettings settings, ConnectionInfo connection, PushReceiver<Q, A> pushes) {
        this(settings, connection, pushes, null);
    }

    PipelineClientStage(
            PipelineSettings settings, ConnectionInfo connection, PushReceiver<Q, A> pushes, @Nullable Switch points) {
        this.settings = settings;
        this.connection = connection;
        this.pushes = pushes;
        this.points = points;
    }

    @Override
    public FlowShape<Frames<A>, Frames<Q>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and((Bounded) () -> settings.clientLimits().bounds("tapio.pipeline.client"));
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Q, A>>> createLogicAndMaterializedValuePair(
            Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.opened());
    }

    private final class Logic extends ClientLogic<Q, A, Q, A> {
        private final Queue<Call<Q, A>> inFlight = new ArrayDeque<>();

        Logic() {
            super(shape, settings.clientLimits(), connection, points);
        }

        @Override
        protected void take(A frame) {
            Call<Q, A> oldest = inFlight.peek();
            if (pushes.receive(oldest == null ? null : oldest.request(), frame)) {
                return;
            }
            calls().answered(owed(), frame);
        }

        @Override
        protected void onBad(BadFrame bad) {
            calls().failed(owed(), bad.failure().withProcessed(Processed.MAYBE));
        }

        private Call<Q, A> owed() {
            Call<Q, A> oldest = inFlight.poll();
            if (oldest == null) {
                throw peerFault("the peer sent a reply, but owes none");
            }
            return oldest;
        }

        @Override
        protected Iterable<Call<Q, A>> unanswered() {
            return inFlight;
        }

        @Override
        protected boolean hasNext() {
            return hasRoom() && calls().hasNext();
        }

        private boolean hasRoom() {
            return inFlight.size() < settings.clientMaxInFlight();
        }

        @Override
        public @Nullable Q next() {
            Call<Q, A> call = hasRoom() ? calls().take() : null;
            if (call == null) {
                return null;
            }
            inFlight.add(call);
            return call.request();
        }
    }
}
