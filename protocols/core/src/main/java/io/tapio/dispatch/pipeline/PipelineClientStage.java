package io.tapio.dispatch.pipeline;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.ClientSession;
import io.tapio.dispatch.ClientSession.Call;
import io.tapio.dispatch.ClientSession.Signal;
import io.tapio.dispatch.ClientSession.Told;
import io.tapio.dispatch.PushReceiver;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractGraphStageWithMaterializedValue;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
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
    private final Inlet<Frames<A>> in = Inlet.create("PipelineClient.in");
    private final Outlet<Frames<Q>> out = Outlet.create("PipelineClient.out");
    private final FlowShape<Frames<A>, Frames<Q>> shape = FlowShape.of(in, out);
    private final PipelineSettings settings;
    private final ConnectionInfo connection;
    private final PushReceiver<Q, A> pushes;

    PipelineClientStage(PipelineSettings settings, ConnectionInfo connection, PushReceiver<Q, A> pushes) {
        this.settings = settings;
        this.connection = connection;
        this.pushes = pushes;
    }

    @Override
    public FlowShape<Frames<A>, Frames<Q>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return Attributes.name("pipeline-client");
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Q, A>>> createLogicAndMaterializedValuePair(
            Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.opened);
    }

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler, Frames<Q> {
        private final CompletableFuture<Session<Q, A>> opened = new CompletableFuture<>();
        private final AsyncCallback<Signal> signals = createAsyncCallback(this::onSignal);
        private final ClientSession<Q, A> session =
                new ClientSession<>(settings.clientLimits(), connection, signals::invoke);
        private final Queue<Call<Q, A>> inFlight = new ArrayDeque<>();

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        @Override
        public void preStart() {
            pull(in);
            opened.complete(session);
        }

        @Override
        public void onPush() {
            Frames<A> replies = grab(in);
            try {
                for (A frame = replies.next(); frame != null; frame = replies.next()) {
                    take(frame);
                }
            } catch (RuntimeException fault) {
                end(Failure.of(fault));
                return;
            }
            if (!isClosed(in)) {
                pull(in);
            }
            send();
        }

        private void take(A frame) {
            Call<Q, A> oldest = inFlight.peek();
            if (pushes.receive(oldest == null ? null : oldest.request(), frame)) {
                return;
            }
            if (oldest == null) {
                throw Failure.at(Where.DECODE, Processed.MAYBE, "the peer sent a reply, but owes none");
            }
            inFlight.remove();
            session.answered(oldest, frame);
        }

        @Override
        public void onPull() {
            send();
        }

        private void onSignal(Signal signal) {
            if (signal == Told.CUT) {
                end(Failure.at(Where.CLOSED, Processed.MAYBE, "the session was drained and its time is over"));
            } else if (signal == Told.LOOK) {
                session.looking();
                send();
            } // an answer that nobody waits for is dropped when it comes
        }

        @Override
        public void onUpstreamFinish() {
            session.end(Failure.at(Where.CLOSED, Processed.MAYBE, "the peer closed the connection"));
            completeStage();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            end(Failure.of(cause));
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            end(
                    cause instanceof Failure failure
                            ? failure
                            : Failure.at(Where.CLOSED, Processed.MAYBE, "the connection takes no more requests"));
        }

        @Override
        public void postStop() {
            Failure stopped = Failure.at(Where.CLOSED, Processed.MAYBE, "the connection was stopped");
            session.end(stopped);
            opened.completeExceptionally(stopped);
            inFlight.forEach(call -> session.lost(call));
        }

        private void end(Failure cause) {
            session.end(cause);
            failStage(cause);
        }

        private void send() {
            if (session.isDrained()) {
                complete(out);
            } else if (isAvailable(out) && hasRoom() && session.hasWaiting()) {
                push(out, this);
            }
        }

        private boolean hasRoom() {
            return inFlight.size() < settings.clientMaxInFlight();
        }

        // -- the requests, taken by downstream

        @Override
        public @Nullable Q next() {
            Call<Q, A> call = hasRoom() ? session.take() : null;
            if (call == null) {
                return null;
            }
            inFlight.add(call);
            return call.request();
        }

        /** Calls that come together come with one signal, so what was taken is all there is. */
        @Override
        public boolean isWhole() {
            return true;
        }
    }
}
