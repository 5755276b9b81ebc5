package io.tapio.supervision;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workers of one service, and starts them again. Calls do not pass through it; it ends those that died with
 * a worker.
 */
final class SupervisorActor<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisorActor.class);

    static final Metric RESTARTS = Metric.counter(
            "tapio.supervision.restarts", "{restart}", "Restarts of workers, in the place of one that died", "service");

    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    /** Finish the calls that there are and end; what is left after {@code within} is cut. */
    record Drain(Duration within) implements Command {}

    private record Start(int place) implements Command {}

    private enum Drained implements Command {
        INSTANCE
    }

    private enum Stop implements Command {
        INSTANCE
    }

    private final ActorContext<Command> context;
    private final ServicePlan<Q, A> plan;
    private final SupervisionSettings settings;
    private final WorkerPool<Q, A> pool;
    private final Restarts restarts;
    private final Counter counted;
    private final Map<ActorRef<Void>, Worker<Q, A>> workers = new HashMap<>();

    private SupervisorActor(
            ActorContext<Command> context,
            ServicePlan<Q, A> plan,
            SupervisionSettings settings,
            WorkerPool<Q, A> pool) {
        this.context = context;
        this.plan = plan;
        this.settings = settings;
        this.pool = pool;
        this.restarts = new Restarts(settings.restart(), settings.workers(), RandomGenerator.getDefault());
        this.counted = SystemStats.of(context.getSystem()).counter(RESTARTS, plan.name());
    }

    static <Q, A> Behavior<Command> create(
            ServicePlan<Q, A> plan, SupervisionSettings settings, WorkerPool<Q, A> pool) {
        return Behaviors.setup(context -> new SupervisorActor<>(context, plan, settings, pool).begin());
    }

    private Behavior<Command> begin() {
        ActorRef<Command> self = context.getSelf();
        pool.onDrained(() -> self.tell(Drained.INSTANCE));
        context.watch(context.spawn(sentinel(), "sentinel"));
        for (int place = 0; place < settings.workers(); place++) {
            start(place);
        }
        return Behaviors.receive(Command.class)
                .onMessage(Start.class, start -> start(start.place))
                .onMessage(Drain.class, this::onDrain)
                .onMessage(Drained.class, drained -> onDrained())
                .onMessage(Stop.class, stop -> Behaviors.stopped())
                .onSignal(ChildFailed.class, failed -> onEnded(failed.getRef(), failed.getCause()))
                .onSignal(Terminated.class, ended -> onEnded(ended.getRef(), null))
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    /**
     * Fails the calls as soon as the supervisor is being stopped. The supervisor itself hears of it only when all its
     * children have stopped, and a worker that is stuck in a call may never.
     */
    private Behavior<Void> sentinel() {
        return Behaviors.receive(Void.class)
                .onSignal(PostStop.class, stop -> {
                    if (!pool.isDrained()) {
                        pool.close(load -> stopped());
                    }
                    return Behaviors.same();
                })
                .build();
    }

    // -- workers

    private Behavior<Command> start(int place) {
        Worker<Q, A> worker = new Worker<>(plan.name(), place, plan.restartOn());
        ActorRef<Object> ref;
        try {
            ref = context.spawn(plan.worker().apply(worker), "worker-" + place, plan.dispatcher());
        } catch (RuntimeException thrown) {
            throw failed("its workers cannot start: " + thrown, thrown);
        }
        context.watch(ref);
        workers.put(ref.unsafeUpcast(), worker);
        worker.at(ref);
        restarts.started(place, plan.timer().nanoTime());
        pool.up(worker);
        return Behaviors.same();
    }

    private Behavior<Command> onEnded(ActorRef<Void> ref, @Nullable Throwable thrown) {
        Worker<Q, A> worker = workers.remove(ref);
        if (worker == null) {
            return Behaviors.stopped(); // the sentinel: calls have been failed already
        }
        Throwable condemned = worker.condemnedFor();
        Throwable cause = condemned != null ? condemned : thrown;
        String diedOf = cause == null ? "it was stopped" : cause.toString();
        Failure failure = Failure.at(Where.SERVICE, Processed.MAYBE, worker + " died with the call: " + diedOf);
        Failure lost = cause == null ? failure : failure.withCause(cause);
        pool.down(worker).forEach(call -> lose(call, lost));
        if (pool.isDrained()) {
            return Behaviors.stopped();
        }
        restart(worker, diedOf, cause);
        return Behaviors.same();
    }

    private void lose(OpenCall<Q, A> call, Failure failure) {
        OpenCall<Q, A> again = call.attempt() <= settings.requeues() && isSafe(call) ? call.again(failure) : null;
        if (again != null) {
            pool.readmit(again);
            again.guard();
        } else {
            call.cut(processed -> failure);
        }
    }

    private boolean isSafe(OpenCall<Q, A> call) {
        try {
            return plan.requeueIf().test(call.request());
        } catch (RuntimeException thrown) {
            LOG.warn("service {}: whether a call is safe to repeat cannot be told", plan.name(), thrown);
            return false;
        }
    }

    private void restart(Worker<Q, A> worker, String diedOf, @Nullable Throwable cause) {
        RestartSettings limits = settings.restart();
        Duration backoff = restarts.next(worker.place(), plan.timer().nanoTime());
        if (backoff == null) {
            throw failed(
                    "restart " + (limits.budget() + 1L) + " of its workers within "
                            + limits.window().toMillis() + " ms, where " + limits.budget()
                            + " may be (tapio.supervision.restart.budget and .window); " + worker + " died: " + diedOf,
                    cause);
        }
        LOG.warn(
                "{} died: {}; it starts again in {} ms, restart {} of {} within {} ms",
                worker,
                diedOf,
                backoff.toMillis(),
                restarts.recent(),
                limits.budget(),
                limits.window().toMillis());
        LOG.debug("{} died", worker, cause);
        counted.increment();
        ActorRef<Command> self = context.getSelf();
        plan.timer().schedule(backoff, () -> self.tell(new Start(worker.place())));
    }

    /** What the supervisor throws to end, and its parent to know why. */
    private Failure failed(String why, @Nullable Throwable cause) {
        String message = "service " + plan.name() + " failed: " + why;
        pool.close(load -> new CloseReason(Kind.SERVICE_FAILED, message));
        Failure failure = Failure.at(Where.SERVICE, Processed.MAYBE, message);
        return cause == null ? failure : failure.withCause(cause);
    }

    // -- the end

    private Behavior<Command> onDrain(Drain drain) {
        if (pool.isDrained()) {
            return Behaviors.stopped();
        }
        ActorRef<Command> self = context.getSelf();
        // not by a message: while a worker keeps the supervisor from ending, the supervisor hears nothing
        Timer.Scheduled deadline = plan.timer().schedule(drain.within, () -> {
            pool.close(load -> cutOff(load, drain.within));
            self.tell(Stop.INSTANCE);
        });
        pool.closed().thenRun(deadline::cancel);
        return Behaviors.same();
    }

    private Behavior<Command> onDrained() {
        return pool.isDrained() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Command> onStop() {
        pool.close(load -> pool.isDrained()
                ? new CloseReason(Kind.DRAINED, "service " + plan.name() + " has drained")
                : stopped());
        return Behaviors.same();
    }

    private CloseReason stopped() {
        return new CloseReason(Kind.STOPPED, "the supervisor of service " + plan.name() + " was stopped");
    }

    private CloseReason cutOff(Load left, Duration within) {
        return left.queued() + left.inHands() == 0
                ? new CloseReason(
                        Kind.DRAINED, "service " + plan.name() + " has drained; its workers have not stopped yet")
                : new CloseReason(
                        Kind.DRAIN_DEADLINE,
                        "service " + plan.name() + " did not drain within " + within.toMillis() + " ms: "
                                + left.queued() + " calls were queued and " + left.inHands()
                                + " in the hands of workers");
    }
}
