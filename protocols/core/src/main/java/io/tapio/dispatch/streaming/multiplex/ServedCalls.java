package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.multiplex.Tags;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplexServer.Rules;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a server has under way on a connection, by id: what the frames of the peer mean to them, and what is
 * to be sent of their replies. Belongs to its stage's thread.
 */
final class ServedCalls<Q, C, A, D> {
    private final Tags<ServedCall<Q, C, D>> live = new Tags<>();
    private final Queue<Frame<A, D>> answers = new ArrayDeque<>(1);
    private final CallBodies<C, D, ServedCall<Q, C, D>> bodies;

    ServedCalls(Rules<C, A, D> rules, ConnectionInfo connection, CallEvents events) {
        bodies = new CallBodies<>(rules.terms(), connection, events, live);
    }

    // -- what the peer says

    boolean mayRead() {
        return bodies.mayRead();
    }

    /** @throws Failure if the id is in use */
    ServedCall<Q, C, D> begin(Frame.Request<Q, C> request) {
        long id = request.id();
        ServedCall<Q, C, D> call = new ServedCall<>(id, request.head(), request.hasBody() ? bodies.incoming(id) : null);
        if (!live.put(id, call)) {
            throw Failure.at(
                    Where.DECODE, Processed.NO, "the peer used the id " + id + " again before its call was over");
        }
        return call;
    }

    /** @throws Failure if no body with its id is open, or it is too much */
    void chunk(Frame.Chunk<Q, C> chunk) {
        bodies.add(chunk.id(), chunk.of(), chunk.chunk());
        grant(chunk.id());
    }

    /**
     * @param why the body is not complete; null if it is
     * @throws Failure if no body with this id is open
     */
    void end(long id, Half of, @Nullable Failure why) {
        bodies.end(id, of, why);
        freeIfOver(id);
    }

    /** A call that is cancelled is answered at once, so that its id is free on both sides; not if it was answered. */
    void cancel(long id) {
        ServedCall<Q, C, D> call = live.get(id);
        if (call != null) {
            Failure left = Failure.at(Where.CANCELLED, Processed.MAYBE, "the caller has left");
            bodies.stop(call);
            live.remove(id);
            call.end(left);
            if (!call.isReplied()) {
                answers.add(new Frame.Error<>(id, left));
            }
        }
    }

    void credit(Frame.Credit<Q, C> credit) {
        bodies.credit(credit.id(), credit.of(), credit.size());
    }

    // -- what is to be sent

    boolean sayGoodbye() {
        return answers.add(new Frame.Goodbye<>());
    }

    boolean hasNext() {
        return !answers.isEmpty() || bodies.hasPiece();
    }

    /** The next frame; null if there is none. */
    @Nullable
    Frame<A, D> next() {
        Frame<A, D> answer = answers.poll();
        return answer != null
                ? answer
                : bodies.piece((call, chunk) -> new Frame.Chunk<>(call.id(), Half.REPLY, chunk), this::end);
    }

    private Frame<A, D> end(ServedCall<Q, C, D> call, @Nullable Failure why) {
        replied(call);
        return why == null ? new Frame.End<>(call.id(), Half.REPLY) : new Frame.Error<>(call.id(), why);
    }

    /** The call has a reply, if it is not over for its caller. */
    void reply(ServedCall<Q, C, D> call, Streamed<A, D> reply) {
        if (!isLive(call)) {
            reply.body().cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "the caller has left"));
            return;
        }
        boolean hasBody = !reply.body().isEmpty();
        answers.add(new Frame.Reply<>(call.id(), reply.head(), hasBody));
        if (hasBody) {
            call.reply(reply.body(), bodies.sending(call.id(), reply.body()));
            bodies.begin(call);
        } else {
            replied(call);
        }
    }

    /** The call, which is not over for its caller, has failed; {@code answer} is null if nobody is told. */
    void fail(ServedCall<Q, C, D> call, @Nullable Failure answer) {
        if (answer != null) {
            answers.add(new Frame.Error<>(call.id(), answer));
        }
        replied(call);
    }

    private void replied(ServedCall<Q, C, D> call) {
        call.replied();
        freeIfOver(call.id());
    }

    boolean isLive(ServedCall<Q, C, D> call) {
        return live.get(call.id()) == call;
    }

    private void freeIfOver(long id) {
        ServedCall<Q, C, D> call = live.get(id);
        if (call != null && call.isOver()) {
            live.remove(id);
        }
    }

    // -- events

    void look(long id) {
        bodies.look(id);
        grant(id);
    }

    private void grant(long id) {
        long size = bodies.grant(id);
        if (size > 0) {
            answers.add(new Frame.Credit<>(id, Half.REQUEST, size));
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

    /** True if every call was answered; bodies that nobody waits for may still come. */
    boolean areReplied() {
        return answers.isEmpty() && (live.size() == 0 || live.values().stream().allMatch(ServedCall::isReplied));
    }

    /** No more pieces come of the bodies that are open. */
    void failBodies(Failure why) {
        bodies.fail(why);
        live.values().forEach(call -> freeIfOver(call.id()));
    }

    void end(Failure gone) {
        live.values().forEach(call -> call.end(gone));
    }
}
