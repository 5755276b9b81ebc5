package io.tapio.supervision;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** What the callers of a supervised service hold. */
record ServiceHandle<Q, A>(WorkerPool<Q, A> pool, ActorRef<SupervisorActor.Command> supervisor)
        implements SupervisedService<Q, A>, Bounded {

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Failure late = lateAlready(context);
        if (late != null) {
            return CompletableFuture.failedFuture(late);
        }
        OpenCall<Q, A> call = new OpenCall<>(pool, context, request);
        Failure refused = pool.admit(call);
        if (refused != null) {
            return CompletableFuture.failedFuture(refused);
        }
        call.guard();
        return call.answer();
    }

    /** A call that nobody waits for any more takes no worker's time. */
    private @Nullable Failure lateAlready(Context context) {
        Failure cancelled = context.cancellation().cause().orElse(null);
        if (cancelled != null) {
            return cancelled.withProcessed(Processed.NO);
        }
        Deadline deadline = context.deadline().orElse(null);
        return deadline != null && deadline.hasPassed(context.timer())
                ? Failure.at(
                        Where.TIMEOUT,
                        Processed.NO,
                        "the deadline had passed when service " + pool.name() + " was called")
                : null;
    }

    @Override
    public List<Bound> bounds() {
        return pool.bounds().bounds();
    }

    @Override
    public Status status() {
        return pool.status();
    }

    @Override
    public Load load() {
        return pool.load();
    }

    @Override
    public CompletionStage<Done> drain(Duration within) {
        pool.drain();
        supervisor.tell(new SupervisorActor.Drain(within));
        return pool.closed().thenApply(reason -> Done.getInstance());
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return pool.closed().minimalCompletionStage();
    }

    /** Drains when the system ends, in the phase after that in which servers do. */
    void endWith(ActorSystem system, Duration drainTimeout) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        String phase = CoordinatedShutdown.PhaseServiceStop();
        Duration allowed = Duration.ofNanos(shutdown.timeout(phase).toNanos() * 9 / 10); // the rest is for the cutting
        Duration within = drainTimeout.compareTo(allowed) < 0 ? drainTimeout : allowed;
        Supplier<CompletionStage<Done>> drain = () -> drain(within);
        Cancellable task = shutdown.addCancellableTask(phase, supervisor.path().name() + "-drain", drain);
        pool.closed().thenRun(task::cancel);
    }
}
