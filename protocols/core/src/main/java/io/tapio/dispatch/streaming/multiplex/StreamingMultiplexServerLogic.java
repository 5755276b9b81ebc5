package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.CountedQueue;
import io.tapio.dispatch.ServerLogic;
import io.tapio.dispatch.Verdict;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexServer.Rules;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link StreamingMultiplexServerStage}: when to read, to call and to end. What the frames of the peer
 * mean to the calls under way is with {@link ServedCalls}.
 */
final class StreamingMultiplexServerLogic<Q, C, A, D> extends ServerLogic<A, Frame<Q, C>, Frame<A, D>>
        implements CallEvents {
    /** @param call null for one whose reply nobody waits for */
    private record Ended<Q, C, A, D>(
            @Nullable ServedCall<Q, C, D> call,
            @Nullable Streamed<A, D> reply,
            @Nullable Throwable thrown) {}

    private final Rules<C, A, D> rules;
    private final ConnectionInfo connection;
    private final Service<Streamed<Q, C>, Streamed<A, D>> service;
    private final ServedCalls<Q, C, A, D> calls;
    private final CountedQueue<ServedCall<Q, C, D>> waiting = waitingRequests();
    private final AsyncCallback<Ended<Q, C, A, D>> ended = createAsyncCallback(this::onEnded);
    private @Nullable Throwable fault;
    private int running;

    StreamingMultiplexServerLogic(StreamingMultiplexServerStage<Q, C, A, D> stage) {
        super(
                stage.shape,
                stage.connection,
                null,
                stage.rules.pushes(),
                stage.rules.settings().pushLimits(),
                stage.rules.pushSize());
        rules = stage.rules;
        connection = stage.connection;
        service = stage.service;
        calls = new ServedCalls<>(rules, connection, new CallSignals(this, this));
    }

    // -- when to read, to send and to end

    @Override
    protected boolean hasAnswers() {
        return calls.hasNext() || (hasRoom() && !waiting.isEmpty());
    }

    @Override
    protected boolean mayRead() {
        return waiting.size() < rules.settings().serverMaxWaiting() && calls.mayRead();
    }

    private boolean hasRoom() {
        return running < rules.settings().serverMaxInFlight();
    }

    @Override
    protected boolean isIdle() {
        return running == 0 && waiting.isEmpty() && calls.areReplied();
    }

    @Override
    protected boolean sayGoodbye() {
        return rules.goodbye() && calls.sayGoodbye();
    }

    /** A connection that drains finishes what it has; until then it reads, for bodies and credit. */
    @Override
    protected boolean isDone() {
        return isDraining() && isIdle();
    }

    @Override
    protected @Nullable Throwable ended() {
        return fault != null && isIdle() && !hasPushes() ? fault : null;
    }

    @Override
    protected void onFault(Throwable thrown) {
        fault = thrown;
        calls.failBodies(Failure.of(thrown));
    }

    @Override
    protected void onInputEnded() {
        calls.failBodies(Failure.at(Where.CLOSED, Processed.MAYBE, "the peer closed in the middle of a body"));
    }

    @Override
    protected void onGone(Failure gone) {
        waiting.clear();
        calls.end(gone);
    }

    // -- frames

    @Override
    public @Nullable Frame<A, D> next() {
        while (true) {
            A push = takePush();
            if (push != null) {
                return new Frame.OneWay<>(push);
            }
            Frame<A, D> answer = calls.next();
            if (answer != null) {
                return answer;
            }
            ServedCall<Q, C, D> waited = hasRoom() ? waiting.poll() : null;
            if (waited != null) {
                if (calls.isLive(waited)) { // else it was cancelled
                    call(waited);
                }
                continue;
            }
            Frame<Q, C> frame = nextFrame();
            if (frame == null) {
                return calls.next();
            }
            try {
                take(frame);
            } catch (Failure broken) {
                endBehind(broken);
            }
        }
    }

    private void take(Frame<Q, C> frame) {
        if (frame instanceof Frame.Request<Q, C> request) {
            begin(calls.begin(request));
        } else if (frame instanceof Frame.Chunk<Q, C> chunk) {
            calls.chunk(chunk);
        } else if (frame instanceof Frame.End<Q, C> end) {
            calls.end(end.id(), end.of(), null);
        } else if (frame instanceof Frame.Broken<Q, C> broken) {
            calls.end(broken.id(), Frame.Half.REQUEST, broken.why());
        } else if (frame instanceof Frame.Cancel<Q, C> cancel) {
            calls.cancel(cancel.id());
        } else if (frame instanceof Frame.Credit<Q, C> credit) {
            calls.credit(credit);
        } else if (frame instanceof Frame.OneWay<Q, C> oneWay) {
            await(null, Caller.call(service, context(), Streamed.of(oneWay.head())));
        } else {
            throw Failure.at(Where.DECODE, Processed.NO, "the peer answered a call, but this side makes none");
        }
    }

    private void begin(ServedCall<Q, C, D> call) {
        if (isDraining()) {
            calls.fail(call, Failure.at(Where.PEER_REFUSED, Processed.NO, "the server is draining"));
        } else if (hasRoom() && waiting.isEmpty()) {
            call(call);
        } else {
            waiting.add(call);
        }
    }

    private void call(ServedCall<Q, C, D> call) {
        CompletionStage<Streamed<A, D>> answer =
                Caller.call(service, context().withCancellation(call.cancellation()), call.request());
        Streamed<A, D> reply = Caller.atOnce(answer);
        if (reply != null) {
            calls.reply(call, reply);
        } else {
            await(call, answer);
        }
    }

    private void await(@Nullable ServedCall<Q, C, D> call, CompletionStage<Streamed<A, D>> answer) {
        running++;
        answer.whenComplete((reply, thrown) -> {
            if (call != null && reply != null) { // also if the stage has gone, and hears nothing of it
                call.cancellation().onCancel(reply.body()::cancel);
            }
            ended.invoke(new Ended<>(call, reply, thrown));
        });
    }

    private void onEnded(Ended<Q, C, A, D> end) {
        running--;
        if (end.reply == null) {
            onFailed(end.call, Caller.failure(end.thrown));
        } else if (end.call != null) {
            calls.reply(end.call, end.reply);
        } else {
            end.reply.body().cancel(Failure.at(Where.CANCELLED, Processed.YES, "nobody waits for the reply"));
        }
        advance(false);
    }

    private void onFailed(@Nullable ServedCall<Q, C, D> call, Failure failure) {
        if (call == null || calls.isLive(call)) { // else it is over for its caller
            Failure answer =
                    answer(Verdict.onCall(rules.settings().onFailure(), failure, UnaryOperator.<Failure>identity()));
            if (call != null) {
                calls.fail(call, answer);
            }
        }
    }

    // -- what happens to bodies

    @Override
    public void look(long id) {
        calls.look(id);
        advance(false);
    }

    @Override
    public void ready(long id) {
        calls.ready(id);
        advance(false);
    }

    @Override
    public void late(long id, Failure why) {
        if (calls.isDropping(id)) {
            endBehind(why);
            advance(false);
        }
    }
}
