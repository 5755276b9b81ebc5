package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Cancellation;
import io.tapio.dispatch.Caller;
import io.tapio.dispatch.ServerLogic;
import io.tapio.dispatch.Verdict;
import io.tapio.dispatch.pipeline.InOrder;
import io.tapio.dispatch.streaming.ArrivingBody;
import io.tapio.dispatch.streaming.Incoming;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineServer.Rules;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link StreamingPipelineServerStage}. At most one body comes, that of the newest request, and at most
 * one goes, that of the oldest reply.
 */
final class StreamingPipelineServerLogic<Q, C, A, D> extends ServerLogic<Void, Part<Q, C>, Part<A, D>> {
    /** A reply, and the body of its request, which it owns: unread it is dropped when the reply is sent. */
    private record Reply<C, A, D>(
            @Nullable ArrivingBody<C> request, Streamed<A, D> message, Cancellation.Registration end) {}

    private record Completed<C, A, D>(
            InOrder.Place<Reply<C, A, D>> place,
            @Nullable ArrivingBody<C> request,
            @Nullable Reply<C, A, D> reply,
            @Nullable Throwable thrown) {}

    private final Rules<Q, C, A> rules;
    private final ConnectionInfo connection;
    private final Service<Streamed<Q, C>, Streamed<A, D>> service;
    private final InOrder<Reply<C, A, D>> inFlight = new InOrder<>();
    private final AsyncCallback<Completed<C, A, D>> completed = createAsyncCallback(this::onCompleted);
    private final AsyncCallback<Done> looks = createAsyncCallback(done -> onLook());
    private final AsyncCallback<Failure> late = createAsyncCallback(this::onLate);
    private final Incoming<C> incoming;
    private final Outgoing<A, D> outgoing = new Outgoing<>(this::look, this::replied);
    private @Nullable Reply<C, A, D> replying;
    private InOrder.@Nullable Place<Reply<C, A, D>> held;
    private int running;
    private boolean last;

    StreamingPipelineServerLogic(StreamingPipelineServerStage<Q, C, A, D> stage) {
        super(stage.shape, stage.connection, stage.upgrade);
        rules = stage.rules;
        connection = stage.connection;
        service = stage.service;
        incoming = new Incoming<>(rules.chunks(), rules.bodies(), false, connection, this::look, late::invoke);
    }

    // -- when to read, to send and to end

    @Override
    protected boolean mayRead() {
        return incoming.isOpen()
                ? incoming.hasRoom()
                : running < rules.concurrency() && inFlight.size() < rules.maxInFlight();
    }

    @Override
    protected boolean hasAnswers() {
        return outgoing.isOpen() ? outgoing.isReady() : inFlight.hasReply();
    }

    @Override
    protected boolean isIdle() {
        return inFlight.isEmpty() && !outgoing.isOpen();
    }

    @Override
    protected @Nullable Throwable ended() {
        return outgoing.isOpen() ? null : inFlight.ended();
    }

    /** A connection that drains reads to the end of the message that it is in. */
    @Override
    protected boolean isDone() {
        return isDraining() && !incoming.isOpen();
    }

    /** One with a body may not: its call begins before it is read, and would have to be held behind it. */
    @Override
    protected boolean mayUpgrade(Part<Q, C> part) {
        return rules.mayUpgrade() != null
                && part instanceof Part.Head<Q, C> message
                && !message.hasBody()
                && rules.mayUpgrade().test(message.head());
    }

    private void onLook() {
        incoming.look();
        advance(false);
    }

    @Override
    protected void onFault(Throwable thrown) {
        incoming.fail(Failure.of(thrown));
        if (thrown instanceof Failure fault && fault.where() == Where.DECODE) {
            rules.faultHead()
                    .apply(fault)
                    .ifPresent(head -> inFlight.reply(inFlight.open(), owned(null, Streamed.of(head))));
        }
        inFlight.end(inFlight.open(), thrown);
    }

    @Override
    protected void onInputEnded() {
        incoming.fail(Failure.at(Where.CLOSED, Processed.MAYBE, "the peer closed in the middle of a body"));
    }

    @Override
    protected void onGone(Failure gone) {
        incoming.fail(gone);
    }

    // -- to the peer

    @Override
    public @Nullable Part<A, D> next() {
        while (true) {
            Part<A, D> part = answer();
            if (part != null || ended() != null) {
                return part;
            }
            Part<Q, C> read = nextFrame();
            if (read == null) {
                return answer();
            }
            try {
                take(read);
            } catch (Failure fault) {
                endBehind(fault);
            }
        }
    }

    private @Nullable Part<A, D> answer() {
        if (outgoing.isOpen()) {
            return outgoing.piece();
        }
        replying = inFlight.take();
        return replying == null ? null : outgoing.begin(replying.message);
    }

    /** The exchange is over, and with it the body of its request. */
    private void replied() {
        Reply<C, A, D> reply = Objects.requireNonNull(replying);
        reply.end.close();
        replying = null;
        if (reply.request != null) {
            incoming.abandon(reply.request, Failure.at(Where.CANCELLED, Processed.YES, "the request was answered"));
        }
    }

    // -- from the peer

    private void take(Part<Q, C> part) {
        if (part instanceof Part.Head<Q, C> message) {
            begin(message);
        } else if (part instanceof Part.Chunk<Q, C> chunk) {
            incoming.add(chunk.chunk());
        } else {
            incoming.end(part instanceof Part.Broken<Q, C> broken ? broken.why() : null);
            endIfLast();
        }
    }

    private void begin(Part.Head<Q, C> message) {
        if (incoming.isOpen()) {
            throw Failure.at(
                    Where.DECODE, Processed.NO, "the peer began a message before the body of the one before had ended");
        }
        ArrivingBody<C> body = message.hasBody() ? incoming.begin() : null;
        last = rules.isLast().test(message.head());
        endIfLast();
        InOrder.Place<Reply<C, A, D>> place = inFlight.open();
        Body<C> read = body == null ? Body.empty() : body;
        CompletionStage<Streamed<A, D>> answer =
                Caller.call(service, isHeld() ? contextOfHeld() : context(), new Streamed<>(message.head(), read));
        Streamed<A, D> reply = Caller.atOnce(answer);
        if (reply != null) {
            if (isHeld()) {
                answeredHeld(true);
            }
            inFlight.reply(place, owned(body, reply));
        } else {
            running++;
            held = isHeld() ? place : null;
            answer.whenComplete((value, thrown) ->
                    completed.invoke(new Completed<>(place, body, value == null ? null : owned(body, value), thrown)));
        }
    }

    private void endIfLast() {
        if (last && !incoming.isOpen()) {
            endInput();
        }
    }

    private void onCompleted(Completed<C, A, D> call) {
        running--;
        if (call.place == held) {
            held = null;
            answeredHeld(call.reply != null);
        }
        if (call.reply != null) {
            inFlight.reply(call.place, call.reply);
        } else {
            fail(call);
        }
        advance(false);
    }

    private void fail(Completed<C, A, D> call) {
        Verdict<A> verdict = Verdict.onCall(rules.onFailure(), Caller.failure(call.thrown), rules.errorHead());
        A head = verdict.answer();
        inFlight.settle(call.place, head == null ? null : owned(call.request, Streamed.of(head)), verdict.end());
        if (verdict.end() != null) {
            endInput();
            incoming.fail(verdict.end());
        }
    }

    /** From now on the connection's end is the end of the reply's body, too, on whatever thread this is. */
    private Reply<C, A, D> owned(@Nullable ArrivingBody<C> request, Streamed<A, D> message) {
        Body<D> body = message.body();
        return new Reply<>(request, message, context().cancellation().onCancel(body::cancel));
    }

    private void onLate(Failure why) {
        if (incoming.isDropping()) {
            endBehind(why);
            advance(false);
        }
    }

    private void look() {
        looks.invoke(Done.getInstance());
    }
}
