package io.tapio.dispatch;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.settings.Bound;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * The callers' end of a client's connection: any thread puts calls into a queue, the dispatch stage takes them out.
 *
 * <p>The queue is bounded by the count of outstanding calls, which each caller raises before it adds and which falls
 * when its answer is there. A call that comes while the connection ends is failed either by the stage, which empties
 * the queue when it ends, or by its caller, who looks after adding whether it has ended.
 */
public final class ClientSession<Q, A> implements Session<Q, A> {
    /** The life of the session; each state also says what a call is told that comes in it. */
    private sealed interface Life {}

    private enum Living implements Life {
        OPEN,
        DRAINING
    }

    private record Ended(Failure cause) implements Life {}

    /** What the session tells the stage, on any thread. */
    public sealed interface Signal {}

    public enum Told implements Signal {
        /** There are calls to send, or the last answer to a draining session may be there. */
        LOOK,
        /** The time to drain is over. */
        CUT
    }

    /** The caller has left before the call was answered; it may have been sent or not. */
    public record Abandoned(Call<?, ?> call) implements Signal {}

    /**
     * How many calls there may be.
     *
     * @param inFlight sent and not answered
     * @param waiting for their turn to be sent
     * @param keys where these two are set, for the message of a refusal
     */
    public record Limits(int inFlight, int waiting, String keys) {
        /** The two as bounds, with their keys in {@code section}. */
        public List<Bound> bounds(String section) {
            return List.of(
                    Bound.count("requests written and not answered", inFlight, section + ".max-in-flight"),
                    Bound.count("calls that wait behind those", waiting, section + ".max-waiting"));
        }
    }

    /** No stage gives a call this tag. */
    public static final long NO_TAG = -1;

    /** A request and whoever waits for its answer. */
    public static final class Call<Q, A> {
        private final Context context;
        private final Q request;
        private final CompletableFuture<A> answer = new CompletableFuture<>();
        private boolean settled;
        private long tag = NO_TAG;

        Call(Context context, Q request) {
            this.context = context;
            this.request = request;
        }

        public Context context() {
            return context;
        }

        public Q request() {
            return request;
        }

        /** What the stage has set; {@link #NO_TAG} before it has. */
        public long tag() {
            return tag;
        }

        /** For the stage, to know the call again. */
        public void tag(long tag) {
            this.tag = tag;
        }

        private boolean isLate() {
            return context.deadline()
                    .filter(deadline -> deadline.hasPassed(context.timer()))
                    .isPresent();
        }
    }

    private final ConnectionInfo connection;
    private final Consumer<Signal> stage;
    private final Limits limits;
    private final int limit;
    private final Queue<Call<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicReference<Life> life = new AtomicReference<>(Living.OPEN);
    private final AtomicBoolean signalled = new AtomicBoolean();

    /** @param stage gets the signals; the other methods that are not those of a session are for it alone */
    public ClientSession(Limits limits, ConnectionInfo connection, Consumer<Signal> stage) {
        this.limits = limits;
        this.connection = connection;
        this.stage = stage;
        this.limit = limits.inFlight + limits.waiting;
    }

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Failure refusal = refusal();
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Call<Q, A> call = new Call<>(context, request);
        CompletableFuture<A> answer = call.answer;
        var caller = context.cancellation().onCancel(answer::completeExceptionally);
        waiting.add(call);
        if (life.get() instanceof Ended ended) {
            failWaiting(ended.cause);
        } else {
            look();
        }
        answer.whenComplete((value, thrown) -> {
            caller.close();
            if (!call.settled) { // by its caller
                stage.accept(new Abandoned(call));
            }
        });
        return answer;
    }

    private @Nullable Failure refusal() {
        Life now = life.get();
        if (now instanceof Ended ended) {
            return ended.cause.withProcessed(Processed.NO);
        }
        if (now == Living.DRAINING) {
            return failure(Where.CLOSED, Processed.NO, "the session is draining and takes no new calls");
        }
        if (outstanding.incrementAndGet() > limit) {
            outstanding.decrementAndGet();
            return failure(
                    Where.QUEUE,
                    Processed.NO,
                    "call " + (limit + 1L) + " on a connection that takes " + limit + " (" + limits.keys + ")");
        }
        return null;
    }

    /** True if there may be a call to take. */
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The next call that somebody still waits for, to be sent now; only the stage takes. */
    public @Nullable Call<Q, A> take() {
        for (Call<Q, A> call = waiting.poll(); call != null; call = waiting.poll()) {
            if (call.isLate()) {
                call.settled = true;
                call.answer.completeExceptionally(
                        failure(Where.TIMEOUT, Processed.NO, "the deadline passed before the request could be sent"));
            }
            if (!call.answer.isDone()) {
                return call;
            }
            outstanding.decrementAndGet();
        }
        return null;
    }

    /**
     * The answer to a call that was taken; its caller may have left, which takes nothing from the connection.
     *
     * @return true if it has not
     */
    public boolean answered(Call<Q, A> call, A answer) {
        over();
        return reply(call, answer);
    }

    /** As {@link #answered}, for a call that goes on behind its answer and counts until it is {@link #over}. */
    public boolean reply(Call<Q, A> call, A answer) {
        call.settled = true;
        return call.answer.complete(answer);
    }

    /** A call that was taken takes no more room. */
    public void over() {
        outstanding.decrementAndGet();
    }

    /** As {@link #answered}, with a failure. */
    public boolean failed(Call<Q, A> call, Failure failure) {
        over();
        return fail(call, failure);
    }

    /** As {@link #reply}, with a failure. */
    public boolean fail(Call<Q, A> call, Failure failure) {
        call.settled = true;
        return call.answer.completeExceptionally(failure.withAddress(connection.remoteAddress()));
    }

    /** The session has ended with this call sent and unanswered. */
    public void lost(Call<Q, A> call) {
        outstanding.decrementAndGet();
        if (life.get() instanceof Ended ended) {
            call.settled = true;
            call.answer.completeExceptionally(ended.cause.withProcessed(Processed.MAYBE));
        }
    }

    /** The connection has ended: nothing that waits will be sent, and nothing new is taken. */
    public void end(Failure cause) {
        Failure here = cause.withAddress(connection.remoteAddress());
        if (life.getAndUpdate(now -> now instanceof Ended ? now : new Ended(here)) instanceof Living) {
            failWaiting(here);
        }
    }

    /** Why the session has ended; null while it has not. */
    public @Nullable Failure ended() {
        return life.get() instanceof Ended ended ? ended.cause : null;
    }

    /** True if the session was asked to end and owes nobody an answer. */
    public boolean isDrained() {
        return life.get() == Living.DRAINING && outstanding.get() == 0;
    }

    /** One signal for all calls that come before the stage looks. */
    private void look() {
        if (signalled.compareAndSet(false, true)) {
            stage.accept(Told.LOOK);
        }
    }

    /** The stage is about to look: a call that comes from now on signals again. */
    public void looking() {
        signalled.set(false);
    }

    private void failWaiting(Failure cause) {
        for (Call<Q, A> call = waiting.poll(); call != null; call = waiting.poll()) {
            outstanding.decrementAndGet();
            call.settled = true;
            call.answer.completeExceptionally(cause.withProcessed(Processed.NO));
        }
    }

    private Failure failure(Where where, Processed processed, String message) {
        return Failure.at(where, processed, message).withAddress(connection.remoteAddress());
    }

    @Override
    public Status status() {
        Life now = life.get();
        if (now instanceof Ended) {
            return Status.CLOSED;
        }
        return now == Living.OPEN && outstanding.get() < limit ? Status.OPEN : Status.BUSY;
    }

    @Override
    public CompletionStage<Done> drain(Duration within) {
        if (life.compareAndSet(Living.OPEN, Living.DRAINING)) {
            Timer.Scheduled cut = connection.timer().schedule(within, () -> stage.accept(Told.CUT));
            connection.closed().thenRun(cut::cancel);
            stage.accept(Told.LOOK);
        }
        return connection.closed().thenApply(reason -> Done.getInstance());
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return connection.closed();
    }
}
