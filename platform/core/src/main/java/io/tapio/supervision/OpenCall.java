package io.tapio.supervision;

import io.tapio.context.Cancellation;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call on its way, and the message that its worker gets. Whoever moves it to {@link Step#OVER} ends it.
 *
 * <pre>
 *             pool           worker's thread
 *   QUEUED ─────────▶ HANDED ────────▶ RUNNING ────────▶ OPEN
 *      ▲                │ worker died     │                │
 *      └────────────────┘                 │                │
 *      └──────────────▶ OVER ◀────────────┴────────────────┘      an answer, or a reason why there is none
 * </pre>
 *
 * It has a place in its worker's hands from {@code HANDED} on. The place is free when the call is over and the worker's
 * thread is done with it; until then the thread frees it, so that no mailbox grows behind a worker that is stuck.
 */
final class OpenCall<Q, A> implements Call<Q, A>, DeadLetterSuppression {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCall.class);

    private enum Step {
        QUEUED,
        HANDED,
        RUNNING,
        OPEN,
        OVER
    }

    private final WorkerPool<Q, A> pool;
    private final Context caller;
    private final Q request;
    private final CompletableFuture<A> answer;
    private final int attempt;
    private final CancellationSource cancellation = new CancellationSource();
    private final Context context;
    private final AtomicReference<Step> step = new AtomicReference<>(Step.QUEUED);
    private volatile Timer.@Nullable Scheduled alarm;
    private volatile Cancellation.@Nullable Registration registration;

    /** Set before it is handed to anyone; read by its worker and after it. */
    private volatile @Nullable Worker<Q, A> worker;

    /** Where it stands; guarded by the pool. */
    @Nullable
    CallList<Q, A> list;

    @Nullable
    OpenCall<Q, A> previous;

    @Nullable
    OpenCall<Q, A> next;

    OpenCall(WorkerPool<Q, A> pool, Context caller, Q request) {
        this(pool, caller, request, new CompletableFuture<>(), 1);
    }

    private OpenCall(WorkerPool<Q, A> pool, Context caller, Q request, CompletableFuture<A> answer, int attempt) {
        this.pool = pool;
        this.caller = caller;
        this.request = request;
        this.answer = answer;
        this.attempt = attempt;
        this.context = caller.withCancellation(cancellation);
    }

    // -- the caller's side

    CompletableFuture<A> answer() {
        return answer;
    }

    /** Minds the caller's deadline and cancellation from now on. */
    void guard() {
        if (answer.isDone()) {
            return;
        }
        caller.deadline().ifPresent(deadline -> {
            Duration left = deadline.left(caller.timer());
            alarm = caller.timer().schedule(left, () -> cut(processed -> late(left, processed)));
        });
        registration = caller.cancellation().onCancel(cause -> cut(cause::withProcessed));
        if (step.get() == Step.OVER) {
            unguard(); // it ended in between, and may not have seen what was set here
        }
    }

    private void unguard() {
        Timer.Scheduled scheduled = alarm;
        if (scheduled != null) {
            scheduled.cancel();
        }
        Cancellation.Registration registered = registration;
        if (registered != null) {
            registered.close();
        }
    }

    private Failure late(Duration limit, Processed processed) {
        String where = processed == Processed.NO
                ? "no worker of service " + pool.name() + " had begun"
                : (worker == null ? "a worker of service " + pool.name() : worker) + " had it";
        return Failure.at(
                Where.TIMEOUT,
                processed,
                "no answer within " + Math.max(0, limit.plusNanos(999_999).toMillis()) + " ms; " + where);
    }

    // -- the pool's side

    int attempt() {
        return attempt;
    }

    @Nullable
    Worker<Q, A> worker() {
        return worker;
    }

    boolean isOver() {
        return step.get() == Step.OVER;
    }

    /** Gives it to a worker, unless it is over. */
    boolean hand(Worker<Q, A> worker) {
        this.worker = worker;
        return step.compareAndSet(Step.QUEUED, Step.HANDED);
    }

    /** Takes it from a worker that has died, unless that had begun, or it is over. */
    boolean takeBack() {
        return step.compareAndSet(Step.HANDED, Step.QUEUED);
    }

    /** Fails the call, unless it is over, and cancels the worker's work. */
    boolean cut(Function<Processed, Failure> why) {
        Step before = end();
        if (before == Step.OVER) {
            return false;
        }
        boolean begun = before == Step.RUNNING || before == Step.OPEN || attempt > 1;
        Failure failure = why.apply(begun ? Processed.MAYBE : Processed.NO);
        cancel(failure);
        answer.completeExceptionally(failure);
        return true;
    }

    /** The same call once more, for another worker; null if it is over. What the first worker says is not heard. */
    @Nullable
    OpenCall<Q, A> again(Failure why) {
        if (end() == Step.OVER) {
            return null;
        }
        cancel(why);
        return new OpenCall<>(pool, caller, request, answer, attempt + 1);
    }

    private void cancel(Failure why) {
        try {
            cancellation.cancel(why);
        } catch (RuntimeException thrown) {
            LOG.warn("a listener of a cancelled call threw", thrown); // and must not keep the caller from its answer
        }
    }

    private Step end() {
        Step before = step.getAndSet(Step.OVER);
        switch (before) {
            case QUEUED, OPEN -> pool.remove(this);
            case HANDED, RUNNING, OVER -> {} // the worker's thread frees the place, or has
        }
        if (before != Step.OVER) {
            unguard();
        }
        return before;
    }

    // -- the worker's side

    /** The worker's thread takes it up; false if it is over. */
    boolean begin() {
        boolean begun = step.compareAndSet(Step.HANDED, Step.RUNNING);
        if (!begun) {
            pool.remove(this);
        }
        return begun;
    }

    /** The worker's thread has come back from it; the answer may be still to come. */
    void returned() {
        if (!step.compareAndSet(Step.RUNNING, Step.OPEN)) {
            pool.remove(this);
        }
    }

    @Override
    public Context context() {
        return context;
    }

    @Override
    public Q request() {
        return request;
    }

    @Override
    public void reply(A value) {
        if (end() != Step.OVER) {
            answer.complete(value);
        }
    }

    @Override
    public void fail(Throwable cause) {
        Failure failure = Failure.of(cause);
        Worker<Q, A> mine = worker;
        try {
            if (mine != null) {
                mine.onFailure(failure); // before the caller hears of it, and calls again
            }
        } finally {
            if (end() != Step.OVER) {
                answer.completeExceptionally(failure);
            }
        }
    }

    @Override
    public String toString() {
        return "call of " + pool.name() + ", " + step.get();
    }
}
