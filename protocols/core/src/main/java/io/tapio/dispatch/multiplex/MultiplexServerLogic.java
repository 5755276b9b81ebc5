package io.tapio.dispatch.multiplex;

import io.tapio.codec.Frames;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.PushQueue;
import io.tapio.dispatch.multiplex.MultiplexServer.Rules;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link MultiplexServerStage}. A request is in {@link #live} until it is answered or cancelled, and in
 * one of three places: waiting, running, or answered and on its way out.
 */
final class MultiplexServerLogic<Q, A> extends GraphStageLogic implements InHandler, OutHandler, Frames<Message<A>> {
    /** A request whose call was not answered at once. */
    private record Exchange<Q>(long id, Q body, CancellationSource cancellation) {}

    private record Ended<Q, A>(
            @Nullable Exchange<Q> exchange,
            @Nullable A reply,
            @Nullable Throwable thrown) {}

    private final Inlet<Frames<Message<Q>>> in;
    private final Outlet<Frames<Message<A>>> out;
    private final Rules<A> rules;
    private final Context context;
    private final MultiplexServerStage<Q, A> stage;
    private final Tags<Exchange<Q>> live = new Tags<>();
    private final Queue<Exchange<Q>> waiting = new ArrayDeque<>(1);
    private final Queue<Message<A>> answered = new ArrayDeque<>(1);
    private final AsyncCallback<Ended<Q, A>> ended = createAsyncCallback(this::onEnded);
    private final CancellationSource connectionEnds = new CancellationSource();
    private final @Nullable PushQueue<A> pushes;
    private @Nullable Frames<Message<Q>> messages;
    private @Nullable Throwable fault;
    private boolean whole;
    private int running;

    MultiplexServerLogic(MultiplexServerStage<Q, A> stage) {
        super(stage.shape);
        this.stage = stage;
        in = stage.in;
        out = stage.out;
        rules = stage.rules;
        Context plain = Context.of(stage.connection, connectionEnds);
        if (rules.pushes() == null) {
            pushes = null;
            context = plain;
        } else {
            AsyncCallback<Done> look = createAsyncCallback(done -> onPushed());
            pushes = new PushQueue<>(rules.pushLimits(), rules.pushSize(), () -> look.invoke(Done.getInstance()));
            context = plain.with(rules.pushes(), pushes);
        }
        setHandlers(in, out, this);
    }

    @Override
    public void onPush() {
        messages = grab(in);
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
        messages = null;
        fault = cause;
        advance(true);
    }

    @Override
    public void postStop() {
        if (pushes != null) {
            pushes.close();
        }
        Failure gone = Failure.at(Where.CLOSED, Processed.MAYBE, "the connection that the call came on has ended");
        connectionEnds.cancel(gone);
        live.values().forEach(exchange -> exchange.cancellation.cancel(gone));
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

    private void onEnded(Ended<Q, A> call) {
        running--;
        Exchange<Q> exchange = call.exchange;
        if (exchange != null && live.get(exchange.id) == exchange) { // else it was cancelled, and answered then
            live.remove(exchange.id);
            answered.add(
                    call.reply != null
                            ? new Message.Reply<>(exchange.id, call.reply)
                            : new Message.Error<>(exchange.id, Caller.failure(call.thrown)));
        }
        advance(false);
    }

    /** Offers what may be sent, ends if nothing is left to do, reads on if there is room. */
    private void advance(boolean whole) {
        boolean mayRead = waiting.size() < rules.maxWaiting();
        if (hasPushes() || !answered.isEmpty() || (hasRoom() && !waiting.isEmpty()) || (messages != null && mayRead)) {
            if (isAvailable(out)) {
                this.whole = whole;
                push(out, this);
            }
        } else if (!isClosed(in)) {
            if (messages == null && mayRead && !hasBeenPulled(in)) {
                pull(in);
            }
        } else if (running == 0 && waiting.isEmpty()) {
            if (fault == null) {
                completeStage();
            } else {
                failStage(fault);
            }
        }
    }

    private boolean hasRoom() {
        return running < rules.maxInFlight();
    }

    private boolean hasPushes() {
        return pushes != null && !pushes.isEmpty();
    }

    // -- what is sent, taken by downstream

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public @Nullable Message<A> next() {
        while (true) {
            A push = pushes == null ? null : pushes.take();
            if (push != null) {
                return new Message.OneWay<>(push);
            }
            Message<A> answer = answered.poll();
            if (answer != null) {
                return answer;
            }
            Exchange<Q> next = hasRoom() ? waiting.poll() : null;
            if (next != null) {
                if (live.get(next.id) == next) { // else it was cancelled
                    answer = begin(next);
                }
            } else {
                Message<Q> message = nextMessage();
                if (message == null) {
                    return answered.poll();
                }
                answer = take(message);
            }
            if (answer != null && !hasPushes()) {
                return answer;
            } else if (answer != null) {
                answered.add(answer);
            }
        }
    }

    private @Nullable Message<Q> nextMessage() {
        if (messages == null || waiting.size() >= rules.maxWaiting()) {
            return null;
        }
        try {
            Message<Q> message = messages.next();
            if (message == null) {
                messages = null;
            }
            return message;
        } catch (RuntimeException thrown) {
            endBehind(thrown);
            return null;
        }
    }

    /** Reads nothing more; the connection ends with this cause when what is under way is answered. */
    private void endBehind(Throwable cause) {
        fault = cause;
        messages = null;
        cancel(in);
    }

    private @Nullable Message<A> take(Message<Q> message) {
        if (message instanceof Message.Request<Q> request) {
            return onRequest(request);
        } else if (message instanceof Message.Cancel<Q> cancel) {
            return onCancel(cancel.id());
        } else if (message instanceof Message.OneWay<Q> oneWay) {
            call(null, context, oneWay.body());
        } else {
            endBehind(peerFault("the peer answered a call, but this side makes none"));
        }
        return null;
    }

    private @Nullable Message<A> onRequest(Message.Request<Q> request) {
        Exchange<Q> exchange = new Exchange<>(request.id(), request.body(), new CancellationSource());
        if (!live.put(request.id(), exchange)) {
            endBehind(peerFault("the peer used the id " + request.id() + " again before its call was answered"));
            return null;
        }
        if (hasRoom() && waiting.isEmpty()) {
            return begin(exchange);
        }
        waiting.add(exchange);
        return null;
    }

    /**
     * A cancelled call is answered at once, so that its id is free on both sides; one that was answered already is not.
     */
    private @Nullable Message<A> onCancel(long id) {
        Exchange<Q> exchange = live.remove(id);
        if (exchange == null) {
            return null;
        }
        Failure left = Failure.at(Where.CANCELLED, Processed.MAYBE, "the caller has left");
        exchange.cancellation.cancel(left);
        return new Message.Error<>(id, left);
    }

    /** Calls the service; the answer if it is there at once. */
    private @Nullable Message<A> begin(Exchange<Q> exchange) {
        A reply = call(exchange, context.withCancellation(exchange.cancellation), exchange.body);
        if (reply == null) {
            return null;
        }
        live.remove(exchange.id);
        return new Message.Reply<>(exchange.id, reply);
    }

    private @Nullable A call(@Nullable Exchange<Q> exchange, Context context, Q body) {
        CompletionStage<A> answer = new Caller<>(stage.service, context).call(body);
        A reply = Caller.atOnce(answer);
        if (reply == null) {
            running++;
            answer.whenComplete((value, thrown) -> ended.invoke(new Ended<>(exchange, value, thrown)));
        }
        return reply;
    }

    private static Failure peerFault(String message) {
        return Failure.at(Where.DECODE, Processed.NO, message);
    }
}
