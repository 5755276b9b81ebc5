package io.tapio.dispatch.multiplex;

import io.tapio.codec.BadFrame;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.ServerLogic;
import io.tapio.dispatch.Verdict;
import io.tapio.dispatch.multiplex.Exchanges.Exchange;
import io.tapio.dispatch.multiplex.MultiplexServer.Rules;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link MultiplexServerStage}. A request is among the {@link Exchanges} while it waits or its call
 * runs; one that is answered at once never comes there.
 */
final class MultiplexServerLogic<Q, A> extends ServerLogic<A, Message<Q>, Message<A>> {
    private record Ended<Q, A>(
            @Nullable Exchange<Q> exchange,
            @Nullable A reply,
            @Nullable Throwable thrown) {}

    private final Rules<Q, A> rules;
    private final Service<Q, A> service;
    private final Exchanges<Q> exchanges = new Exchanges<>(waitingRequests());
    private final Queue<Message<A>> answered = new ArrayDeque<>(1);
    private final AsyncCallback<Ended<Q, A>> ended = createAsyncCallback(this::onEnded);
    private @Nullable Throwable fault;

    /** The reply that another protocol follows; it leaves when nothing else is left to. */
    private @Nullable Message<A> last;

    private int running;

    MultiplexServerLogic(MultiplexServerStage<Q, A> stage) {
        super(
                stage.shape,
                stage.connection,
                stage.upgrade,
                stage.rules.pushes(),
                stage.rules.pushLimits(),
                stage.rules.pushSize());
        rules = stage.rules;
        service = stage.service;
    }

    @Override
    protected boolean hasAnswers() {
        return !answered.isEmpty() || (hasRoom() && exchanges.waiting() > 0) || (last != null && isQuiet());
    }

    @Override
    protected boolean mayRead() {
        return rules.refuses() || exchanges.waiting() < rules.maxWaiting();
    }

    @Override
    protected boolean mayUpgrade(Message<Q> message) {
        return message instanceof Message.Request<Q> request && rules.mayUpgrade(request.body());
    }

    @Override
    protected boolean isIdle() {
        return isQuiet() && last == null;
    }

    @Override
    protected boolean sayGoodbye() {
        return rules.goodbye() && answered.add(new Message.Goodbye<>());
    }

    private boolean isQuiet() {
        return running == 0 && exchanges.waiting() == 0;
    }

    @Override
    protected @Nullable Throwable ended() {
        return isIdle() && answered.isEmpty() && !hasPushes() ? fault : null;
    }

    @Override
    protected void onFault(Throwable thrown) {
        fault = thrown;
    }

    @Override
    protected void onGone(Failure gone) {
        exchanges.cancelAll(gone);
    }

    private void onEnded(Ended<Q, A> call) {
        running--;
        Exchange<Q> exchange = call.exchange;
        if (exchange == null && call.reply == null) {
            failed(BadFrame.NO_ID, call.thrown);
        } else if (exchange != null && exchanges.end(exchange)) {
            long id = exchange.id();
            Message<A> answer = call.reply != null ? new Message.Reply<>(id, call.reply) : failed(id, call.thrown);
            if (exchange.held() && answeredHeld(call.reply != null)) {
                last = answer;
            } else if (answer != null) {
                answered.add(answer);
            }
        }
        advance(false);
    }

    private @Nullable Message<A> failed(long id, @Nullable Throwable thrown) {
        return answer(
                Verdict.onCall(rules.onFailure(), Caller.failure(thrown), failure -> new Message.Error<>(id, failure)));
    }

    private boolean hasRoom() {
        return running < rules.maxInFlight();
    }

    @Override
    public @Nullable Message<A> next() {
        Message<A> answer = offered();
        while (answer == null) {
            Message<Q> message = nextFrame();
            if (message == null) {
                return answered.isEmpty() ? takeLast() : answered.poll();
            }
            answer = take(message);
            if (hasPushes()) {
                if (answer != null) {
                    answered.add(answer);
                }
                answer = offered();
            }
        }
        return answer;
    }

    /** What can be sent without reading: pushes before answers, and answers of requests that have waited. */
    private @Nullable Message<A> offered() {
        while (true) {
            A push = takePush();
            if (push != null) {
                return new Message.OneWay<>(push);
            } else if (!answered.isEmpty()) {
                return answered.poll();
            }
            Exchange<Q> next = hasRoom() ? exchanges.next() : null;
            if (next == null) {
                return null;
            }
            Message<A> answer = begin(next.id(), next.body(), next.cancellation(), next.held());
            if (answer != null) {
                answered.add(answer);
            }
        }
    }

    private @Nullable Message<A> takeLast() {
        Message<A> taken = isQuiet() ? last : null;
        last = taken == null ? last : null;
        return taken;
    }

    private @Nullable Message<A> take(Message<Q> message) {
        if (message instanceof Message.Request<Q> request) {
            return onRequest(request);
        } else if (message instanceof Message.Cancel<Q> cancel) {
            return exchanges.cancel(cancel.id());
        } else if (message instanceof Message.OneWay<Q> oneWay) {
            onOneWay(oneWay.body());
        } else {
            endBehind(Exchanges.fault("the peer answered a call, but this side makes none"));
        }
        return null;
    }

    private @Nullable Message<A> onRequest(Message.Request<Q> request) {
        long id = request.id();
        if (isUsedAgain(id)) {
            return null;
        }
        if (hasRoom() && exchanges.waiting() == 0) {
            return begin(id, request.body(), new CancellationSource(), isHeld());
        }
        if (rules.refuses() && exchanges.waiting() >= rules.maxWaiting()) {
            return new Message.Error<>(id, rules.refusal());
        }
        exchanges.waiting(new Exchange<>(request, isHeld()));
        return null;
    }

    /** One without an id is nobody's: there is no answer that its peer would know. */
    @Override
    protected void onBad(BadFrame bad) {
        if (isUsedAgain(bad.id())) {
            return;
        }
        Message<A> answer = answer(Verdict.onBadFrame(
                rules.onFailure(), bad.failure(), failure -> new Message.Error<>(bad.id(), failure)));
        if (answer != null && bad.id() != BadFrame.NO_ID) {
            answered.add(answer);
        }
    }

    private boolean isUsedAgain(long id) {
        boolean used = exchanges.has(id);
        if (used) {
            endBehind(Exchanges.fault("the peer used the id " + id + " again before its call was answered"));
        }
        return used;
    }

    /** Calls the service; the answer if it is there at once. An id is in use while it is not. */
    private @Nullable Message<A> begin(long id, Q body, CancellationSource cancellation, boolean held) {
        Context context = held ? contextOfHeld() : context();
        CompletionStage<A> answer = Caller.call(service, context.withCancellation(cancellation), body);
        A reply = Caller.atOnce(answer);
        if (reply == null) {
            Exchange<Q> exchange = new Exchange<>(id, body, cancellation, held);
            exchanges.running(exchange);
            await(exchange, answer);
            return null;
        }
        Message<A> message = new Message.Reply<>(id, reply);
        if (held && answeredHeld(true)) {
            last = message;
            return takeLast();
        }
        return message;
    }

    private void onOneWay(Q body) {
        CompletionStage<A> answer = Caller.call(service, context(), body);
        if (Caller.atOnce(answer) == null) {
            await(null, answer);
        }
    }

    private void await(@Nullable Exchange<Q> exchange, CompletionStage<A> answer) {
        running++;
        answer.whenComplete((value, thrown) -> ended.invoke(new Ended<>(exchange, value, thrown)));
    }
}
