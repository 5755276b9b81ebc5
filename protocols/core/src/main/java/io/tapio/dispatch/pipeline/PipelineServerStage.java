package io.tapio.dispatch.pipeline;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * Calls a service for each request and emits the replies in the order of the requests.
 *
 * <p><b>Emits when</b> the oldest request has its reply · <b>Backpressures when</b> as many requests are in flight, or
 * as many calls run, as may · <b>Completes when</b> upstream completes and all is answered · <b>Fails when</b> upstream
 * fails, after all before it is answered, or the protocol has no frame for a failed call
 */
final class PipelineServerStage<Q, A> extends GraphStage<FlowShape<Q, A>> {
    private static final Attributes NAME = Attributes.name("pipeline-server");

    private final Inlet<Q> in = Inlet.create("PipelineServer.in");
    private final Outlet<A> out = Outlet.create("PipelineServer.out");
    private final FlowShape<Q, A> shape = FlowShape.of(in, out);
    private final PipelineServer.Rules<Q, A> rules;
    private final ConnectionInfo connection;
    private final Service<Q, A> service;

    PipelineServerStage(PipelineServer.Rules<Q, A> rules, ConnectionInfo connection, Service<Q, A> service) {
        this.rules = rules;
        this.connection = connection;
        this.service = service;
    }

    @Override
    public FlowShape<Q, A> shape() {
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

    /** A request in its place in order; the outcome comes on the stage's own thread. */
    private static final class Place<A> {
        @Nullable
        Outcome<A> outcome;
    }

    private sealed interface Outcome<A> {}

    private record Reply<A>(A frame) implements Outcome<A> {}

    /** The place of a request whose failure the protocol cannot express, or of bytes that cannot be decoded. */
    private record End<A>(Throwable cause) implements Outcome<A> {}

    private record Completed<A>(
            Place<A> place, @Nullable A reply, @Nullable Throwable thrown) {}

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler {
        private final int maxInFlight = rules.maxInFlight();
        private final Queue<Place<A>> inFlight = new ArrayDeque<>(1);
        private final CancellationSource connectionEnds = new CancellationSource();
        private final Context context = Context.of(connection, connectionEnds);
        private final AsyncCallback<Completed<A>> completed = createAsyncCallback(this::onCompleted);
        private int running;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
        }

        @Override
        public void onPush() {
            Q request = grab(in);
            CompletionStage<A> answer = call(request);
            A reply = replyAtOnce(answer);
            if (reply != null && inFlight.isEmpty() && isAvailable(out)) {
                push(out, reply); // the usual way: nothing is kept, and the next pull comes from downstream
            } else {
                Place<A> place = new Place<>();
                inFlight.add(place);
                if (reply != null) {
                    place.outcome = new Reply<>(reply);
                } else {
                    running++;
                    answer.whenComplete((value, thrown) -> completed.invoke(new Completed<>(place, value, thrown)));
                }
            }
            if (rules.isLast().test(request)) {
                cancel(in);
            }
            advance();
        }

        @Override
        public void onPull() {
            advance();
        }

        @Override
        public void onUpstreamFinish() {
            advance();
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            if (cause instanceof Failure fault && fault.where() == Where.DECODE) {
                rules.faultFrame().apply(fault).ifPresent(frame -> occupy(new Reply<>(frame)));
            }
            occupy(new End<>(cause));
            advance();
        }

        @Override
        public void postStop() {
            connectionEnds.cancel(
                    Failure.at(Where.CLOSED, Processed.MAYBE, "the connection that the call came on has ended"));
        }

        private void onCompleted(Completed<A> completed) {
            running--;
            completed.place.outcome = outcome(completed.reply, completed.thrown);
            advance();
        }

        private void occupy(Outcome<A> outcome) {
            Place<A> place = new Place<>();
            place.outcome = outcome;
            inFlight.add(place);
        }

        private CompletionStage<A> call(Q request) {
            try {
                CompletionStage<A> answer = service.call(context, request);
                return answer != null ? answer : CompletableFuture.completedFuture(null);
            } catch (Exception thrown) { // any: a service in another language need not declare what it throws
                return CompletableFuture.failedFuture(thrown);
            }
        }

        /** The reply if the call has succeeded already. */
        private @Nullable A replyAtOnce(CompletionStage<A> answer) {
            return answer instanceof CompletableFuture<A> future
                            && future.isDone()
                            && !future.isCompletedExceptionally()
                    ? future.join()
                    : null;
        }

        private Outcome<A> outcome(@Nullable A reply, @Nullable Throwable thrown) {
            if (reply != null) {
                return new Reply<>(reply);
            }
            Failure failure = thrown != null
                    ? Failure.of(thrown)
                    : Failure.at(Where.SERVICE, Processed.YES, "the service answered null, which is no reply");
            try {
                return new Reply<>(Objects.requireNonNull(rules.errorFrame().apply(failure)));
            } catch (RuntimeException none) {
                return new End<>(failure);
            }
        }

        /**
         * Emits the oldest reply if it is there and wanted, ends if nothing is left to do, reads on if there is room.
         */
        private void advance() {
            Place<A> oldest = inFlight.peek();
            if (oldest == null) {
                if (isClosed(in)) {
                    completeStage();
                    return;
                }
            } else if (oldest.outcome instanceof Reply<A> reply && isAvailable(out)) {
                inFlight.remove();
                push(out, reply.frame);
                if (isClosed(in)) {
                    advance();
                    return;
                }
            } else if (oldest.outcome instanceof End<A> end) {
                failStage(end.cause);
                return;
            }
            if (!isClosed(in) && !hasBeenPulled(in) && running < rules.concurrency() && inFlight.size() < maxInFlight) {
                pull(in);
            }
        }
    }
}
