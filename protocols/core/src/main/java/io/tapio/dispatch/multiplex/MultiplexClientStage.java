package io.tapio.dispatch.multiplex;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.ClientSession;
import io.tapio.dispatch.ClientSession.Abandoned;
import io.tapio.dispatch.ClientSession.Call;
import io.tapio.dispatch.ClientSession.Signal;
import io.tapio.dispatch.ClientSession.Told;
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
 * Sends the requests of a session with ids, and hands each reply to the request with its id.
 *
 * <p><b>Emits when</b> a call waits, fewer than {@code max-in-flight} are unanswered, and there is demand ·
 * <b>Backpressures when</b> never: a reply is taken as it comes · <b>Completes when</b> the session has drained, or
 * upstream completes · <b>Fails when</b> upstream fails, a reply has an id that nobody waits for, or the time to drain
 * is over
 */
final class MultiplexClientStage<Q, A>
        extends AbstractGraphStageWithMaterializedValue<
                FlowShape<Frames<Message<A>>, Frames<Message<Q>>>, CompletionStage<Session<Q, A>>> {
    private final Inlet<Frames<Message<A>>> in = Inlet.create("MultiplexClient.in");
    private final Outlet<Frames<Message<Q>>> out = Outlet.create("MultiplexClient.out");
    private final FlowShape<Frames<Message<A>>, Frames<Message<Q>>> shape = FlowShape.of(in, out);
    private final MultiplexClient.Rules<A> rules;
    private final MultiplexSettings settings;
    private final ConnectionInfo connection;

    MultiplexClientStage(MultiplexClient.Rules<A> rules, MultiplexSettings settings, ConnectionInfo connection) {
        this.rules = rules;
        this.settings = settings;
        this.connection = connection;
    }

    @Override
    public FlowShape<Frames<Message<A>>, Frames<Message<Q>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return Attributes.name("multiplex-client");
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Q, A>>> createLogicAndMaterializedValuePair(
            Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.opened);
    }

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler, Frames<Message<Q>> {
        private final CompletableFuture<Session<Q, A>> opened = new CompletableFuture<>();
        private final AsyncCallback<Signal> signals = createAsyncCallback(this::onSignal);
        private final ClientSession<Q, A> session =
                new ClientSession<>(settings.clientLimits(), connection, signals::invoke);
        private final Tags<Call<Q, A>> inFlight = new Tags<>();
        private final Queue<Message<Q>> cancels = new ArrayDeque<>(1);
        private final long maxInFlight =
                Math.min(settings.clientMaxInFlight(), rules.ids().count());
        private long lastId = ClientSession.NO_TAG;

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
            Frames<Message<A>> messages = grab(in);
            try {
                for (Message<A> message = messages.next(); message != null; message = messages.next()) {
                    take(message);
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

        private void take(Message<A> message) {
            if (message instanceof Message.Reply<A> reply) {
                session.answered(owner(reply.id()), reply.body());
            } else if (message instanceof Message.Error<A> error) {
                session.failed(owner(error.id()), error.failure());
            } else if (message instanceof Message.OneWay<A> push) {
                rules.pushes().accept(push.body());
            } else {
                throw peerFault("the peer made a call, but this side serves none");
            }
        }

        private Call<Q, A> owner(long id) {
            Call<Q, A> call = inFlight.remove(id);
            if (call == null) {
                throw peerFault("the peer answered the id " + id + ", which no call under way has");
            }
            return call;
        }

        private static Failure peerFault(String message) {
            return Failure.at(Where.DECODE, Processed.MAYBE, message);
        }

        @Override
        public void onPull() {
            send();
        }

        private void onSignal(Signal signal) {
            if (signal == Told.CUT) {
                end(Failure.at(Where.CLOSED, Processed.MAYBE, "the session was drained and its time is over"));
                return;
            } else if (signal instanceof Abandoned abandoned) {
                onAbandoned(abandoned.call());
            } else {
                session.looking();
            }
            send();
        }

        private void onAbandoned(Call<?, ?> call) {
            if (rules.cancels() && call.tag() != ClientSession.NO_TAG && inFlight.get(call.tag()) == call) {
                cancels.add(new Message.Cancel<>(call.tag()));
            }
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
            inFlight.values().forEach(session::lost);
        }

        private void end(Failure cause) {
            session.end(cause);
            failStage(cause);
        }

        private void send() {
            if (session.isDrained()) {
                complete(out);
            } else if (isAvailable(out) && (!cancels.isEmpty() || (hasRoom() && session.hasWaiting()))) {
                push(out, this);
            }
        }

        private boolean hasRoom() {
            return inFlight.size() < maxInFlight;
        }

        // -- the requests, taken by downstream

        @Override
        public @Nullable Message<Q> next() {
            Message<Q> cancel = cancels.poll();
            if (cancel != null) {
                return cancel;
            }
            Call<Q, A> call = hasRoom() ? session.take() : null;
            if (call == null) {
                return null;
            }
            lastId = rules.ids().next(lastId, id -> inFlight.get(id) != null);
            call.tag(lastId);
            inFlight.put(lastId, call);
            return new Message.Request<>(lastId, call.request());
        }

        /** Calls that come together come with one signal, so what was taken is all there is. */
        @Override
        public boolean isWhole() {
            return true;
        }
    }
}
