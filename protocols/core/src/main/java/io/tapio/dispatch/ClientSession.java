package io.tapio.dispatch;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.stats.Metric;
import io.tapio.time.Timer;
import java.time.Duration;
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
final class ClientSession<Q, A> implements Session<Q, A> {
    static final Metric WAITING =
            Metric.gauge("tapio.dispatch.client.waiting", "{call}", "Calls that wait to be sent on their connection");

    /** The life of the session; each state also says what a call is told that comes in it. */
    private sealed interface Life {}

    private enum Living implements Life {
        OPEN,
        /** The peer wants no more calls. */
        LEAVING,
        DRAINING
    }

    private record Ended(Failure cause) implements Life {}

    /** What the session tells the stage, on any thread. */
    sealed interface Signal {}

    enum Told implements Signal {
        /** There are calls to send, or the last answer to a draining session may be there. */
        LOOK,
        /** The time to drain is over. */
        CUT
    }

    /** The caller has left before the call was answered; it may have been sent or not. */
    record Abandoned(Call<?, ?> call) implements Signal {}

    private final ConnectionInfo connection;
    private final Consumer<Signal> stage;
    private final CallLimits limits;
    private final int limit;
    private final CountedQueue<Call<Q, A>> waiting;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicReference<Life> life = new AtomicReference<>(Living.OPEN);
    private final AtomicBoolean signalled = new AtomicBoolean();

    /** @param stage gets the signals; the other methods that are not those of a session are for it alone */
    ClientSession(CallLimits limits, ConnectionInfo connection, Consumer<Signal> stage) {
        this.limits = limits;
        this.connection = connection;
        this.stage = stage;
        this.waiting = new CountedQueue<>(
                new ConcurrentLinkedQueue<>(), connection.stats().counter(WAITING));
        this.limit = limits.inFlight() + limits.waiting();
    }

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Failure refusal = refusal();
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        Call<Q, A> call = new Call<>(context, request);
        CompletableFuture<A> answer = call.answer();
        var caller = context.cancellation().onCancel(answer::completeExceptionally);
        waiting.add(call);
        if (life.get() instanceof Ended ended) {
            failWaiting(ended.cause);
        } else {
            look();
        }
        answer.whenComplete((value, thrown) -> {
            caller.close();
            if (!call.isSettled()) {
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
        if (now != Living.OPEN) {
            return failure(Where.CLOSED, Processed.NO, "the session is draining and takes no new calls");
        }
        if (outstanding.incrementAndGet() > limit) {
            outstanding.decrementAndGet();
            return failure(
                    Where.QUEUE,
                    Processed.NO,
                    "call " + (limit + 1L) + " on a connection that takes " + limit + " (" + limits.keys() + ")");
        }
        return null;
    }

    /** True if there may be a call to take. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The next call that somebody still waits for, to be sent now; only the stage takes. */
    @Nullable
    Call<Q, A> take() {
        for (Call<Q, A> call = waiting.poll(); call != null; call = waiting.poll()) {
            if (call.isLate()) {
                call.fail(failure(Where.TIMEOUT, Processed.NO, "the deadline passed before the request could be sent"));
            }
            if (!call.answer().isDone()) {
                return call;
            }
            outstanding.decrementAndGet();
        }
        return null;
    }

    /** A call that was taken takes no more room. */
    void over() {
        outstanding.decrementAndGet();
    }

    /** @return true if the caller has not left */
    boolean fail(Call<Q, A> call, Failure failure) {
        return call.fail(failure.withAddress(connection.remoteAddress()));
    }

    /** The session has ended with this call sent and unanswered. */
    void lost(Call<Q, A> call) {
        outstanding.decrementAndGet();
        if (life.get() instanceof Ended ended) {
            call.fail(ended.cause.withProcessed(Processed.MAYBE));
        }
    }

    /** The connection has ended: nothing that waits will be sent, and nothing new is taken. */
    void end(Failure cause) {
        Failure here = cause.withAddress(connection.remoteAddress());
        if (life.getAndUpdate(now -> now instanceof Ended ? now : new Ended(here)) instanceof Living) {
            failWaiting(here);
        }
    }

    /** The peer wants no more calls: what waits is refused, and what was sent is awaited. */
    void leave() {
        if (life.compareAndSet(Living.OPEN, Living.LEAVING)) {
            failWaiting(failure(Where.CLOSED, Processed.NO, "the peer wants no more calls on this connection"));
        }
    }

    /** Why the session has ended; null while it has not. */
    @Nullable
    Failure ended() {
        return life.get() instanceof Ended ended ? ended.cause : null;
    }

    /** True if the session was asked to end and owes nobody an answer. */
    boolean isDrained() {
        Life now = life.get();
        return (now == Living.LEAVING || now == Living.DRAINING) && outstanding.get() == 0;
    }

    /** One signal for all calls that come before the stage looks. */
    private void look() {
        if (signalled.compareAndSet(false, true)) {
            stage.accept(Told.LOOK);
        }
    }

    /** The stage is about to look: a call that comes from now on signals again. */
    void looking() {
        signalled.set(false);
    }

    private void failWaiting(Failure cause) {
        for (Call<Q, A> call = waiting.poll(); call != null; call = waiting.poll()) {
            outstanding.decrementAndGet();
            call.fail(cause.withProcessed(Processed.NO));
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
        if (life.compareAndSet(Living.OPEN, Living.DRAINING) || life.compareAndSet(Living.LEAVING, Living.DRAINING)) {
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
