package io.tapio.dispatch.pipeline;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.ServerLogic;
import io.tapio.dispatch.Verdict;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.upgrade.Upgrade;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
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
    static final Attributes NAME = Attributes.name("pipeline-server");

    private final Inlet<Frames<Q>> in = Inlet.create("PipelineServer.in");
    private final Outlet<Frames<A>> out = Outlet.create("PipelineServer.out");
    private final FlowShape<Frames<Q>, Frames<A>> shape = FlowShape.of(in, out);
    private final PipelineServer.Rules<Q, A> rules;
    private final Attributes attributes;
    private final ConnectionInfo connection;
    private final Service<Q, A> service;
    private final @Nullable Upgrade upgrade;

    PipelineServerStage(
            PipelineServer.Rules<Q, A> rules,
            Attributes attributes,
            ConnectionInfo connection,
            Service<Q, A> service,
            @Nullable Upgrade upgrade) {
        this.rules = rules;
        this.attributes = attributes;
        this.connection = connection;
        this.service = service;
        this.upgrade = upgrade;
    }

    @Override
    public FlowShape<Frames<Q>, Frames<A>> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return attributes;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private record Completed<A>(
            InOrder.Place<A> place,
            @Nullable A reply,
            @Nullable Throwable thrown) {}

    private final class Logic extends ServerLogic<A, Q, A> {
        private final int maxInFlight = rules.maxInFlight();
        private final int concurrency = rules.concurrency();
        private final InOrder<A> inFlight = new InOrder<>();
        private final AsyncCallback<Completed<A>> completed = createAsyncCallback(this::onCompleted);
        private InOrder.@Nullable Place<A> held;
        private int running;

        Logic() {
            super(shape, connection, upgrade, rules.pushes(), rules.pushLimits(), rules.pushSize());
        }

        @Override
        protected boolean hasAnswers() {
            return inFlight.hasReply();
        }

        @Override
        protected boolean mayRead() {
            return running < concurrency && inFlight.size() < maxInFlight;
        }

        @Override
        protected boolean isIdle() {
            return inFlight.isEmpty();
        }

        @Override
        protected @Nullable Throwable ended() {
            return inFlight.ended();
        }

        @Override
        protected void onRead(Q request) {
            if (rules.isLast().test(request)) {
                endInput();
            }
        }

        @Override
        protected boolean mayUpgrade(Q request) {
            return rules.mayUpgrade() != null && rules.mayUpgrade().test(request);
        }

        @Override
        protected void onFault(Throwable thrown) {
            if (thrown instanceof Failure fault && fault.where() == Where.DECODE) {
                rules.faultFrame().apply(fault).ifPresent(frame -> inFlight.reply(inFlight.open(), frame));
            }
            inFlight.end(inFlight.open(), thrown);
        }

        private void onCompleted(Completed<A> completed) {
            running--;
            settle(completed.place, completed.reply, completed.thrown);
            advance(false);
        }

        @Override
        public @Nullable A next() {
            while (true) {
                A waiting = takePush();
                if (waiting == null) {
                    waiting = inFlight.take();
                }
                if (waiting != null || inFlight.ended() != null) {
                    return waiting;
                }
                Q request = nextFrame();
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

        /** Calls the service; the reply if it is there at once and its turn has come, else it waits in its place. */
        private @Nullable A begin(Q request) {
            CompletionStage<A> answer = Caller.call(service, isHeld() ? contextOfHeld() : context(), request);
            A reply = Caller.atOnce(answer);
            if (isHeld() && reply != null) {
                answeredHeld(true);
            }
            if (reply != null && inFlight.isEmpty() && !hasPushes()) {
                return reply;
            }
            InOrder.Place<A> place = inFlight.open();
            if (reply != null) {
                inFlight.reply(place, reply);
            } else {
                running++;
                held = isHeld() ? place : null;
                answer.whenComplete((value, thrown) -> completed.invoke(new Completed<>(place, value, thrown)));
            }
            return null;
        }

        private void settle(InOrder.Place<A> place, @Nullable A reply, @Nullable Throwable thrown) {
            if (place == held) {
                held = null;
                answeredHeld(reply != null);
            }
            if (reply != null) {
                inFlight.reply(place, reply);
                return;
            }
            settle(place, Verdict.onCall(rules.onFailure(), Caller.failure(thrown), rules.errorFrame()));
        }

        @Override
        protected void onBad(BadFrame bad) {
            settle(inFlight.open(), Verdict.onBadFrame(rules.onFailure(), bad.failure(), rules.errorFrame()));
        }

        private void settle(InOrder.Place<A> place, Verdict<A> verdict) {
            inFlight.settle(place, verdict.answer(), verdict.end());
            if (verdict.end() != null) {
                endInput();
            }
        }
    }
}
