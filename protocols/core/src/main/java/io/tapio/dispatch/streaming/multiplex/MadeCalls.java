package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.Calls;
import io.tapio.dispatch.multiplex.Tags;
import io.tapio.dispatch.streaming.ArrivingBody;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexClient.Rules;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a client has under way on a connection, by id: what is to be sent of their requests, and what the
 * frames of the peer mean to them. Belongs to its stage's thread.
 */
final class MadeCalls<Q, C, A, D> {
    private static final Failure LEFT =
            Failure.at(Where.CANCELLED, Processed.MAYBE, "nobody waits for the reply any more");

    private final Rules<C, A, D> rules;
    private final Calls<Streamed<Q, C>, Streamed<A, D>> session;
    private final Tags<MadeCall<Q, C, A, D>> inFlight = new Tags<>();
    private final Queue<Frame<Q, C>> control = new ArrayDeque<>(1);
    private final CallBodies<D, C, MadeCall<Q, C, A, D>> bodies;
    private long lastId = Call.NO_TAG;

    MadeCalls(
            Rules<C, A, D> rules,
            ConnectionInfo connection,
            Calls<Streamed<Q, C>, Streamed<A, D>> session,
            CallEvents events) {
        this.rules = rules;
        this.session = session;
        bodies = new CallBodies<>(rules.terms(), connection, events, inFlight);
    }

    // -- what is to be sent

    int size() {
        return inFlight.size();
    }

    boolean hasNext() {
        return !control.isEmpty() || bodies.hasPiece();
    }

    /** The next frame of the calls under way; null if there is none. */
    @Nullable
    Frame<Q, C> next() {
        Frame<Q, C> frame = control.poll();
        return frame != null
                ? frame
                : bodies.piece((call, chunk) -> new Frame.Chunk<>(call.id(), Half.REQUEST, chunk), this::end);
    }

    private Frame<Q, C> end(MadeCall<Q, C, A, D> call, @Nullable Failure why) {
        call.sent();
        freeIfOver(call);
        return why == null ? new Frame.End<>(call.id(), Half.REQUEST) : new Frame.Broken<>(call.id(), why);
    }

    /** The first frame of a call. */
    Frame<Q, C> begin(Call<Streamed<Q, C>, Streamed<A, D>> call) {
        lastId = rules.ids().next(lastId, id -> inFlight.get(id) != null);
        call.tag(lastId);
        Streamed<Q, C> request = call.request();
        boolean hasBody = !request.body().isEmpty();
        MadeCall<Q, C, A, D> made =
                new MadeCall<>(lastId, call, hasBody ? bodies.sending(lastId, request.body()) : null);
        inFlight.put(lastId, made);
        if (hasBody) {
            bodies.begin(made);
        }
        return new Frame.Request<>(lastId, request.head(), hasBody);
    }

    private void freeIfOver(MadeCall<Q, C, A, D> call) {
        if (call.isOver() && inFlight.get(call.id()) == call) {
            inFlight.remove(call.id());
            session.over(call.call());
        }
    }

    // -- what the peer says

    boolean mayRead() {
        return bodies.mayRead();
    }

    /** @throws Failure if no call with its id waits for it */
    void reply(Frame.Reply<A, D> reply) {
        MadeCall<Q, C, A, D> call = unreplied(reply.id());
        if (!call.isAwaited()) {
            throw fault("the peer answered the id " + reply.id() + " again");
        } else if (reply.hasBody()) {
            ArrivingBody<D> body = call.begin(bodies.incoming(reply.id()));
            if (!session.reply(call.call(), new Streamed<>(reply.head(), body))) {
                body.cancel(LEFT);
            }
        } else {
            session.reply(call.call(), Streamed.of(reply.head()));
            replied(call);
        }
    }

    /** @throws Failure if no body with its id is open, or it is too much */
    void chunk(Frame.Chunk<A, D> chunk) {
        bodies.add(chunk.id(), chunk.of(), chunk.chunk());
        grant(chunk.id());
    }

    /** @throws Failure if no body with its id is open */
    void end(Frame.End<A, D> end) {
        bodies.end(end.id(), end.of(), null);
        replied(unreplied(end.id()));
    }

    /** @throws Failure if no call with its id waits for it */
    void error(Frame.Error<A, D> error) {
        MadeCall<Q, C, A, D> call = unreplied(error.id());
        if (call.isAwaited()) {
            session.fail(call.call(), error.failure());
        } else if (call.incoming() != null) {
            call.incoming().fail(error.failure());
        }
        replied(call);
    }

    void credit(Frame.Credit<A, D> credit) {
        bodies.credit(credit.id(), credit.of(), credit.size());
    }

    private MadeCall<Q, C, A, D> unreplied(long id) {
        MadeCall<Q, C, A, D> call = inFlight.get(id);
        if (call == null || call.isReplied()) {
            throw fault("the peer answered the id " + id + ", which no call under way has");
        }
        return call;
    }

    private void replied(MadeCall<Q, C, A, D> call) {
        call.replied();
        freeIfOver(call);
    }

    private static Failure fault(String message) {
        return Failure.at(Where.DECODE, Processed.MAYBE, message);
    }

    // -- events

    /** The caller has left. */
    void abandon(Call<?, ?> left) {
        MadeCall<Q, C, A, D> call = inFlight.get(left.tag());
        if (call != null && call.call() == left) {
            cancel(call);
        }
    }

    /** Nobody waits for the reply. The peer, if it can be told, answers with an error, and the id is free then. */
    private void cancel(MadeCall<Q, C, A, D> call) {
        if (rules.cancels() && call.cancel(LEFT)) {
            bodies.stop(call);
            control.add(new Frame.Cancel<>(call.id()));
        }
    }

    void look(long id) {
        MadeCall<Q, C, A, D> call = inFlight.get(id);
        if (bodies.look(id) && call != null) {
            cancel(call);
        }
        grant(id);
    }

    private void grant(long id) {
        long size = bodies.grant(id);
        if (size > 0) {
            control.add(new Frame.Credit<>(id, Half.REPLY, size));
        }
    }

    /** Whether what comes of the body is dropped. */
    boolean isDropping(long id) {
        return bodies.look(id);
    }

    void ready(long id) {
        bodies.ready(id);
    }

    // -- the end

    List<Call<Streamed<Q, C>, Streamed<A, D>>> unanswered() {
        return inFlight.values().stream()
                .filter(MadeCall::isAwaited)
                .map(MadeCall::call)
                .toList();
    }

    void end(Failure gone) {
        inFlight.values().forEach(call -> call.end(gone));
    }
}
