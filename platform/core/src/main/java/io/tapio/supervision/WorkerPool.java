package io.tapio.supervision;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.settings.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a service and the workers that are up: who has which call, and which wait. If a call waits, no place is
 * free. Thread-safe; nobody else's code runs, and nothing is told, under its lock.
 */
final class WorkerPool<Q, A> {
    /** A call that has its worker, and has to be told to it. */
    private record Handover<Q, A>(Worker<Q, A> worker, OpenCall<Q, A> call) {
        void tell() {
            worker.tell(call);
        }
    }

    private final String name;
    private final Bounded bounds;
    private final int workers;
    private final int maxQueued;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    private final CallList<Q, A> queue = new CallList<>();
    private final Crew<Q, A> up;
    private long started;
    private volatile boolean draining;
    private volatile @Nullable CloseReason end;
    private Runnable whenDrained = () -> {};

    WorkerPool(String name, SupervisionSettings settings) {
        this.name = name;
        this.bounds = settings;
        this.workers = settings.workers();
        this.up = new Crew<>(settings.maxInHands());
        this.maxQueued = settings.maxQueued();
    }

    String name() {
        return name;
    }

    Bounded bounds() {
        return bounds;
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }

    // -- calls

    /** Takes the call, or says why not. */
    @Nullable
    Failure admit(OpenCall<Q, A> call) {
        Worker<Q, A> worker = null;
        boolean refused;
        synchronized (this) {
            refused = end != null || draining || isFull();
            if (!refused && queue.isEmpty()) {
                worker = up.leastLoaded();
            }
            if (worker != null) {
                give(call, worker);
            } else if (!refused) {
                queue.addLast(call);
            }
        }
        if (worker != null) {
            worker.tell(call);
        }
        return refused ? refusal() : null;
    }

    /** A call whose first worker has died; it was admitted then, so no bound holds it up now. */
    void readmit(OpenCall<Q, A> call) {
        CloseReason over;
        synchronized (this) {
            over = end;
            if (over == null) {
                queue.addFirst(call);
            }
        }
        if (over != null) {
            call.cut(over::toFailure);
        }
        handOut();
    }

    /** A call is over and needs its place no more, in the queue or in its worker's hands: somebody else gets it. */
    void remove(OpenCall<Q, A> call) {
        Handover<Q, A> next;
        Runnable drained = null;
        synchronized (this) {
            CallList<Q, A> list = call.list;
            if (list == null) {
                return;
            }
            list.remove(call);
            next = next();
            if (isDrained()) {
                drained = whenDrained;
            }
        }
        if (next != null) {
            next.tell();
        }
        if (drained != null) {
            drained.run();
        }
    }

    private boolean isFull() {
        return queue.size() >= maxQueued;
    }

    private Failure refusal() {
        CloseReason over = end;
        if (over != null) {
            return over.toFailure(Processed.NO);
        }
        return draining
                ? Failure.at(Where.CLOSED, Processed.NO, "service " + name + " is draining")
                : Failure.at(
                        Where.QUEUE,
                        Processed.NO,
                        "call " + (maxQueued + 1L) + " to wait for a worker of service " + name + ", where " + maxQueued
                                + " may (tapio.supervision.max-queued)");
    }

    private void handOut() {
        Handover<Q, A> next;
        do {
            synchronized (this) {
                next = next();
            }
            if (next != null) {
                next.tell();
            }
        } while (next != null);
    }

    private @Nullable Handover<Q, A> next() {
        Worker<Q, A> worker = queue.isEmpty() ? null : up.leastLoaded();
        if (worker == null) {
            return null;
        }
        OpenCall<Q, A> call = queue.pollFirst();
        while (call != null && !give(call, worker)) {
            call = queue.pollFirst();
        }
        return call == null ? null : new Handover<>(worker, call);
    }

    private boolean give(OpenCall<Q, A> call, Worker<Q, A> worker) {
        boolean handed = call.hand(worker);
        if (handed) {
            worker.hands.addLast(call);
        }
        return handed;
    }

    // -- workers

    void up(Worker<Q, A> worker) {
        synchronized (this) {
            up.add(worker);
            started++;
        }
        handOut();
    }

    /** The worker has died. What it had not begun waits again, before all others; the rest is the caller's to end. */
    List<OpenCall<Q, A>> down(Worker<Q, A> worker) {
        List<OpenCall<Q, A>> begun = new ArrayList<>();
        synchronized (this) {
            up.remove(worker);
            List<OpenCall<Q, A>> hands = worker.hands.removeAll();
            for (int i = hands.size() - 1; i >= 0; i--) {
                if (hands.get(i).takeBack()) {
                    queue.addFirst(hands.get(i));
                } else if (!hands.get(i).isOver()) {
                    begun.add(hands.get(i));
                }
            }
        }
        handOut();
        return begun;
    }

    // -- the end

    /** Takes no more calls; {@code whenDrained} runs each time that none is left. */
    synchronized void drain() {
        draining = true;
    }

    /** What to run when the last call of a draining service has ended; it may run more than once. */
    synchronized void onDrained(Runnable whenDrained) {
        this.whenDrained = whenDrained;
    }

    synchronized boolean isDrained() {
        return draining && queue.isEmpty() && up.inHands() == 0;
    }

    /** Fails whatever is left, with the reason that is made from how much that is. Only the first close counts. */
    void close(Function<Load, CloseReason> why) {
        CloseReason reason;
        List<OpenCall<Q, A>> left;
        synchronized (this) {
            if (end != null) {
                return;
            }
            left = queue.removeAll();
            left.removeIf(OpenCall::isOver);
            int queued = left.size();
            left.addAll(up.takeAll());
            left.removeIf(OpenCall::isOver);
            reason = why.apply(new Load(queued, Math.max(0, left.size() - queued), up.size(), restarts()));
            end = reason;
        }
        left.forEach(call -> call.cut(reason::toFailure));
        closed.complete(reason);
    }

    synchronized Status status() {
        if (end != null) {
            return Status.CLOSED;
        }
        return draining || isFull() ? Status.BUSY : Status.OPEN;
    }

    synchronized Load load() {
        return new Load(queue.size(), up.inHands(), up.size(), restarts());
    }

    private long restarts() {
        return Math.max(0, started - workers);
    }
}
