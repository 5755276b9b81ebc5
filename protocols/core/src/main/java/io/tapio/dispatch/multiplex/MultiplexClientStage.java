package io.tapio.dispatch.multiplex;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.CallLimits;
import io.tapio.dispatch.ClientLogic;
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
    private static final Attributes NAME = Attributes.name("multiplex-client");

    private final Inlet<Frames<Message<A>>> in = Inlet.create("MultiplexClient.in");
    private final Outlet<Frames<Message<Q>>> out = Outlet.create("MultiplexClient.out");
    private final FlowShape<Frames<Message<A>>, Frames<Message<Q>>> shape = FlowShape.of(in, out);
    private final MultiplexClient.Rules<A> rules;
    private final MultiplexSettings settings;
    private final ConnectionInfo connection;
    private final @Nullable Switch points;

    MultiplexClientStage(
            MultiplexClient.Rules<A> rules,
            MultiplexSettings settings,
            ConnectionInfo connection,
            @Nullable Switch points) {
        this.rules = rules;
        this.settings = settings;
        this.connection = connection;
        this.points = points;
    }

    @Override
    public FlowShape<Frames<Message<A>>, Frames<Message<Q>>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME.and((Bounded) () -> limits().bounds("tapio.multiplex.client"));
    }

    /** No more calls are in flight than there are ids. */
    private CallLimits limits() {
        CallLimits set = settings.clientLimits();
        int inFlight = (int) Math.min(set.inFlight(), rules.ids().count());
        return new CallLimits(inFlight, set.waiting(), set.keys());
    }

    @Override
    public Pair<GraphStageLogic, CompletionStage<Session<Q, A>>> createLogicAndMaterializedValuePair(
            Attributes attributes) {
        Logic logic = new Logic();
        return Pair.create(logic, logic.opened());
    }

    private final class Logic extends ClientLogic<Q, A, Message<Q>, Message<A>> {
        private final Tags<Call<Q, A>> inFlight = new Tags<>();
        private final Queue<Message<Q>> cancels = new ArrayDeque<>(1);
        private final long maxInFlight = limits().inFlight();
        private long lastId = Call.NO_TAG;

        Logic() {
            super(shape, settings.clientLimits(), connection, points);
        }

        @Override
        protected void take(Message<A> message) {
            if (message instanceof Message.Reply<A> reply) {
                calls().answered(owner(reply.id()), reply.body());
            } else if (message instanceof Message.Error<A> error) {
                calls().failed(owner(error.id()), error.failure());
            } else if (message instanceof Message.OneWay<A> push) {
                rules.pushes().accept(push.body());
            } else if (message instanceof Message.Goodbye<A>) {
                calls().leave();
            } else {
                throw peerFault("the peer made a call, but this side serves none");
            }
        }

        /** One without an id may have been a push; nobody waits for it. */
        @Override
        protected void onBad(BadFrame bad) {
            if (bad.id() != BadFrame.NO_ID) {
                calls().failed(owner(bad.id()), bad.failure().withProcessed(Processed.MAYBE));
            }
        }

        private Call<Q, A> owner(long id) {
            Call<Q, A> call = inFlight.remove(id);
            if (call == null) {
                throw peerFault("the peer answered the id " + id + ", which no call under way has");
            }
            return call;
        }

        @Override
        protected void onAbandoned(Call<?, ?> call) {
            if (rules.cancels() && call.tag() != Call.NO_TAG && inFlight.get(call.tag()) == call) {
                cancels.add(new Message.Cancel<>(call.tag()));
            }
        }

        @Override
        protected Iterable<Call<Q, A>> unanswered() {
            return inFlight.values();
        }

        @Override
        protected boolean hasNext() {
            return !calls().areHeld() && (!cancels.isEmpty() || (hasRoom() && calls().hasNext()));
        }

        private boolean hasRoom() {
            return inFlight.size() < maxInFlight;
        }

        @Override
        public @Nullable Message<Q> next() {
            Message<Q> cancel = calls().areHeld() ? null : cancels.poll();
            if (cancel != null) {
                return cancel;
            }
            Call<Q, A> call = hasRoom() ? calls().take() : null;
            if (call == null) {
                return null;
            }
            lastId = rules.ids().next(lastId, id -> inFlight.get(id) != null);
            call.tag(lastId);
            inFlight.put(lastId, call);
            return new Message.Request<>(lastId, call.request());
        }
    }
}
