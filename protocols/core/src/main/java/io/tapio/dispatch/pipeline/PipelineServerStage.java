package io.tapio.dispatch.pipeline;

import io.tapio.codec.Frames;
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

    private final class Logic extends GraphStageLogic implements InHandler, OutHandler, Frames<A> {
        private final int maxInFlight = rules.maxInFlight();
        private final int concurrency = rules.concurrency();
        private final Queue<Place<A>> inFlight = new ArrayDeque<>(1);
        private final CancellationSource connectionEnds = new CancellationSource();
        private final Context context = Context.of(connection, connectionEnds);
        private final AsyncCallback<Completed<A>> completed = createAsyncCallback(this::onCompleted);
        private @Nullable Frames<Q> requests;
        private boolean whole;
        private int running;

        Logic() {
            super(shape);
            setHandlers(in, out, this);
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
            connectionEnds.cancel(
                    Failure.at(Where.CLOSED, Processed.MAYBE, "the connection that the call came on has ended"));
        }

        private void onCompleted(Completed<A> completed) {
            running--;
            completed.place.outcome = outcome(completed.reply, completed.thrown);
            advance(false);
        }

        /** Offers replies if there may be some, ends if nothing is left to do, reads on if there is room. */
        private void advance(boolean whole) {
            Place<A> oldest = inFlight.peek();
            if (oldest != null && oldest.outcome instanceof End<A> end) {
                failStage(end.cause);
            } else if ((oldest != null && oldest.outcome != null) || (requests != null && hasRoom())) {
                if (isAvailable(out)) {
                    this.whole = whole;
                    push(out, this);
                }
            } else if (!isClosed(in)) {
                if (requests == null && hasRoom() && !hasBeenPulled(in)) {
                    pull(in);
                }
            } else if (oldest == null) {
                completeStage();
            }
        }

        private boolean hasRoom() {
            return running < concurrency && inFlight.size() < maxInFlight;
        }

        // -- the replies, taken by downstream

        @Override
        public boolean isWhole() {
            return whole;
        }

        @Override
        public @Nullable A next() {
            while (true) {
                Place<A> oldest = inFlight.peek();
                if (oldest != null && oldest.outcome != null) {
                    return oldest.outcome instanceof Reply<A> reply ? taken(reply) : null;
                }
                Q request = hasRoom() ? nextRequest() : null;
                if (request != null) {
                    A reply = begin(request);
                    if (reply != null) {
                        return reply;
                    }
                } else if (inFlight.peek() == oldest) {
                    return null;
                }
            }
        }

        private A taken(Reply<A> reply) {
            inFlight.remove();
            return reply.frame;
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

        private void answerFault(Throwable thrown) {
            if (thrown instanceof Failure fault && fault.where() == Where.DECODE) {
                rules.faultFrame().apply(fault).ifPresent(frame -> occupy(new Reply<>(frame)));
            }
            occupy(new End<>(thrown));
        }

        private void endInput() {
            requests = null;
            cancel(in);
        }

        /** Calls the service; the reply if it is there at once and its turn has come, else it waits in its place. */
        private @Nullable A begin(Q request) {
            CompletionStage<A> answer = call(request);
            A reply = replyAtOnce(answer);
            if (reply != null && inFlight.isEmpty()) {
                return reply;
            }
            Place<A> place = new Place<>();
            inFlight.add(place);
            if (reply != null) {
                place.outcome = new Reply<>(reply);
            } else {
                running++;
                answer.whenComplete((value, thrown) -> completed.invoke(new Completed<>(place, value, thrown)));
            }
            return null;
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
    }
}
