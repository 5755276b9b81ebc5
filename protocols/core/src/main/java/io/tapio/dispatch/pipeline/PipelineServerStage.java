package io.tapio.dispatch.pipeline;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.PushQueue;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
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
import org.jspecify.annotations.Nullable;

/**
 * Calls a service for each request and gives the replies in the order of the requests. It takes a request when its
 * reply could leave: replies that nobody takes stop the calls, and the reading.
 *
 * <p><b>Emits when</b> there are requests to call for, or the oldest has its reply, and there is demand ·
 * <b>Backpressures when</b> downstream does, or as many requests are in flight, or as many calls run, as may ·
 * <b>Completes when</b> upstream completes and all is answered · <b>Fails when</b> requests cannot be read, after all
 * before is answered, or the protocol has no frame for a failed call
 */
final class PipelineServerStage<Q, A> extends GraphStage<FlowShape<Frames<Q>, Frames<A>>> {
    private static final Attributes NAME = Attributes.name("pipeline-server");

    private final Inlet<Frames<Q>> in = Inlet.create("PipelineServer.in");
    private final Outlet<Frames<A>> out = Outlet.create("PipelineServer.out");
    private final FlowShape<Frames<Q>, Frames<A>> shape = FlowShape.of(in, out);
    private final PipelineServer.Rules<Q, A> rules;
    private final ConnectionInfo connection;
    private final Service<Q, A> service;

    PipelineServerStage(PipelineServer.Rules<Q, A> rules, ConnectionInfo connection, Service<Q, A> service) {
        this.rules = rules;
        this.connection = connection;
        this.service = service;
    }

    @Override
    public FlowShape<Frames<Q>, Frames<A>> shape() {
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

    private record Completed<A>(
            InOrder.Place<A> place,
            @Nullable A reply,
            @Nullable Throwable thrown) {}

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler, Frames<A> {
        private final int maxInFlight = rules.maxInFlight();
        private final int concurrency = rules.concurrency();
        private final InOrder<A> inFlight = new InOrder<>();
        private final CancellationSource connectionEnds = new CancellationSource();
        private final AsyncCallback<Completed<A>> completed = createAsyncCallback(this::onCompleted);
        private final @Nullable PushQueue<A> pushes = pushQueue();
        private final Caller<Q, A> caller = new Caller<>(service, context());
        private @Nullable Frames<Q> requests;
        private boolean whole;
        private int running;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        private @Nullable PushQueue<A> pushQueue() {
            if (rules.pushes() == null) {
                return null;
            }
            AsyncCallback<Done> look = createAsyncCallback(done -> onPushed());
            return new PushQueue<>(rules.pushLimits(), rules.pushSize(), () -> look.invoke(Done.getInstance()));
        }

        private Context context() {
            Context plain = Context.of(connection, connectionEnds);
            return rules.pushes() == null || pushes == null ? plain : plain.with(rules.pushes(), pushes);
        }

        @Override
        public void onPush() {
            requests = grab(in);
            advance(true);
        }

        @Override
        public void onPull() {
            advance(true);
        }

        @Override
        public void onUpstreamFinish() {
            advance(true);
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            requests = null;
            answerFault(cause);
            advance(true);
        }

        @Override
        public void postStop() {
            if (pushes != null) {
                pushes.close();
            }
            connectionEnds.cancel(
                    Failure.at(Where.CLOSED, Processed.MAYBE, "the connection that the call came on has ended"));
        }

        private void onCompleted(Completed<A> completed) {
            running--;
            settle(completed.place, completed.reply, completed.thrown);
            advance(false);
        }

        private void onPushed() {
            if (pushes != null) {
                pushes.looking();
                Failure overflow = pushes.overflow();
                if (overflow != null) {
                    failStage(overflow);
                    return;
                }
            }
            advance(false);
        }

        /** Offers replies if there may be some, ends if nothing is left to do, reads on if there is room. */
        private void advance(boolean whole) {
            Throwable end = inFlight.ended();
            if (end != null) {
                failStage(end);
            } else if (hasPushes() || inFlight.hasReply() || (requests != null && hasRoom())) {
                if (isAvailable(out)) {
                    this.whole = whole;
                    push(out, this);
                }
            } else if (!isClosed(in)) {
                if (requests == null && hasRoom() && !hasBeenPulled(in)) {
                    pull(in);
                }
            } else if (inFlight.isEmpty()) {
                completeStage();
            }
        }

        private boolean hasRoom() {
            return running < concurrency && inFlight.size() < maxInFlight;
        }

        private boolean hasPushes() {
            return pushes != null && !pushes.isEmpty();
        }

        // -- the replies, taken by downstream

        @Override
        public boolean isWhole() {
            return whole;
        }

        @Override
        public @Nullable A next() {
            while (true) {
                A waiting = pushes == null ? null : pushes.take();
                if (waiting == null) {
                    waiting = inFlight.take();
                }
                if (waiting != null || inFlight.ended() != null) {
                    return waiting;
                }
                Q request = hasRoom() ? nextRequest() : null;
                if (request != null) {
                    A reply = begin(request);
                    if (reply != null) {
                        return reply;
                    }
                } else if (!inFlight.hasReply()) {
                    return null;
                }
            }
        }

        private @Nullable Q nextRequest() {
            if (requests == null) {
                return null;
            }
            try {
                Q request = requests.next();
                if (request == null) {
                    requests = null;
                } else if (rules.isLast().test(request)) {
                    endInput();
                }
                return request;
            } catch (RuntimeException fault) {
                endInput();
                answerFault(fault);
                return null;
            }
        }

        private void endInput() {
            requests = null;
            cancel(in);
        }

        private void answerFault(Throwable thrown) {
            if (thrown instanceof Failure fault && fault.where() == Where.DECODE) {
                rules.faultFrame().apply(fault).ifPresent(frame -> inFlight.reply(inFlight.open(), frame));
            }
            inFlight.end(inFlight.open(), thrown);
        }

        /** Calls the service; the reply if it is there at once and its turn has come, else it waits in its place. */
        private @Nullable A begin(Q request) {
            CompletionStage<A> answer = caller.call(request);
            A reply = Caller.atOnce(answer);
            if (reply != null && inFlight.isEmpty() && !hasPushes()) {
                return reply;
            }
            InOrder.Place<A> place = inFlight.open();
            if (reply != null) {
                inFlight.reply(place, reply);
            } else {
                running++;
                answer.whenComplete((value, thrown) -> completed.invoke(new Completed<>(place, value, thrown)));
            }
            return null;
        }

        private void settle(InOrder.Place<A> place, @Nullable A reply, @Nullable Throwable thrown) {
            if (reply != null) {
                inFlight.reply(place, reply);
                return;
            }
            Failure failure = Caller.failure(thrown);
            try {
                inFlight.reply(place, Objects.requireNonNull(rules.errorFrame().apply(failure)));
            } catch (RuntimeException none) {
                inFlight.end(place, failure);
            }
        }
    }
}
