package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Distribution;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What calls pass one by one as a {@link Limiter} has permits for them, and where others wait; see the package for what
 * it promises. All services {@link #before} which it stands share its permits. Thread-safe.
 */
public final class Gate implements Bounded {
    /** The detail of a refusal that says when it is worth trying again, in milliseconds. */
    public static final String RETRY_AFTER = "retry.after.ms";

    static final Metric WAITING =
            Metric.gauge("tapio.admission.waiting", "{call}", "Calls that wait for a permit", "limiter");
    static final Metric WAIT = Metric.distribution(
            "tapio.admission.wait.duration", "s", "How long those calls waited that then got a permit", "limiter");
    static final Metric REFUSED =
            Metric.counter("tapio.admission.refused", "{call}", "Calls that got no permit", "limiter", "reason");

    private final Limiter limiter;
    private final List<Bound> limits;
    private final WaitingSettings settings;
    private final WaitingRoom room;
    private final Refusals refusals;
    private final Distribution wait;
    private final AtomicBoolean alarmed = new AtomicBoolean();

    /**
     * @param name of the limiter, in metrics: {@code adaptive}
     * @param limits its bounds
     */
    public Gate(String name, Limiter limiter, List<Bound> limits, WaitingSettings settings, Stats stats) {
        this.limiter = limiter;
        this.limits = limits;
        this.settings = settings;
        this.room = new WaitingRoom(settings);
        this.refusals = new Refusals(name, limiter, settings, stats);
        this.wait = stats.distribution(WAIT, name);
        stats.gauge(WAITING, this, gate -> gate.room.size(), name);
    }

    /** The service behind this gate, which tells the bounds of the gate, and then its own. */
    public <Q, A> Admission<Q, A> before(Service<Q, A> next) {
        return new Gated<>(this, next);
    }

    /** Those of the limiter, and how calls wait. */
    @Override
    public List<Bound> bounds() {
        return Stream.concat(limits.stream(), settings.bounds().stream()).toList();
    }

    Refusals refusals() {
        return refusals;
    }

    /** Of a call that would be behind all that wait. */
    Failure refusal(Reason reason, Timer timer) {
        return refusals.of(reason, limiter.nanosToPermit(room.size(), timer));
    }

    long maxUnusedNanos() {
        return settings.maxUnused().toNanos();
    }

    /** A permit, if there is one, and if nobody waits for it. */
    @Nullable
    Permit tryAcquire(Context context) {
        return room.isEmpty() ? limiter.tryAcquire(context.timer()) : null;
    }

    /** False if not even one call may wait. */
    boolean hasRoom() {
        return settings.maxWaiting() > 0;
    }

    /** Makes a call that has the permit, and gives it back, whatever comes of the call. */
    <Q, A> CompletionStage<A> run(Permit permit, Service<Q, A> next, Context context, Q request) {
        CompletionStage<A> answer;
        try {
            answer = Objects.requireNonNull(next.call(context, request), "a service answered with no stage");
        } catch (RuntimeException | Error thrown) {
            ended(permit, Outcome.of(thrown));
            throw thrown;
        }
        if (!(answer instanceof CompletableFuture<A> future && future.isDone())) {
            return Running.until(answer, context, this, permit);
        }
        if (future.isCompletedExceptionally()) {
            future.whenComplete((none, thrown) -> ended(permit, Outcome.of(thrown)));
        } else {
            ended(permit, Outcome.AT_ONCE);
        }
        return answer;
    }

    private void ended(Permit permit, Outcome outcome) {
        permit.giveBack(outcome);
        serve();
    }

    /** Waits until there is a permit, or until it may not wait any longer. */
    <R> CompletionStage<R> enqueue(Waiter<R> waiter, long nanosLeft) {
        long now = waiter.since();
        room.shed(now).forEach(Waiter::shed);
        boolean overloaded = room.isOverloaded(now);
        long most = (overloaded ? target() : settings.maxWait()).toNanos();
        long ahead = limiter.nanosToPermit(room.size(), waiter.timer());
        Reason reason = null;
        if (nanosLeft <= 0 || ahead != Limiter.UNKNOWN && ahead > nanosLeft) {
            reason = Reason.DEADLINE;
        } else if (ahead != Limiter.UNKNOWN && ahead > most) {
            reason = Reason.WAITED;
        } else if (!room.enter(waiter)) {
            reason = Reason.FULL;
        }
        if (reason != null) {
            return waiter.refused(refusal(reason, waiter.timer()));
        }
        waiter.waitFor(most, overloaded ? Reason.SHED : Reason.WAITED);
        serve(); // a permit may have come back before the waiter could be seen
        return waiter.result();
    }

    private Duration target() {
        return settings.shedding().map(CoDel::target).orElse(settings.maxWait());
    }

    void left(Waiter<?> waiter) {
        room.leave(waiter);
    }

    /** Lets in whoever can be let in. */
    void serve() {
        if (room.isEmpty()) {
            room.isIdle();
            return;
        }
        if (!room.begin()) {
            return;
        }
        try {
            for (WaitingRoom.Turn turn = room.next(limiter); turn != null; turn = room.next(limiter)) {
                admit(turn.waiter(), turn.permit());
            }
        } finally {
            room.end();
        }
        alarm();
    }

    /**
     * A deadline may have passed without its alarm having come, most of all where one deadline is that of many calls.
     */
    private void admit(Waiter<?> waiter, Permit permit) {
        if (waiter.isDue()) {
            permit.giveBack(Outcome.UNUSED);
            waiter.refused(refusal(Reason.DEADLINE, waiter.timer()));
        } else {
            wait.record(Math.max(0, waiter.timer().nanoTime() - waiter.since()));
            waiter.admit(permit);
        }
    }

    /** If time brings permits, looks again when it has brought one. */
    private void alarm() {
        Waiter<?> anyone = room.anyone();
        if (anyone == null) {
            return;
        }
        long nanos = limiter.nanosToPermit(0, anyone.timer());
        if (nanos != Limiter.UNKNOWN && alarmed.compareAndSet(false, true)) {
            anyone.timer().schedule(Duration.ofNanos(nanos), () -> {
                alarmed.set(false);
                serve();
            });
        }
    }
}
