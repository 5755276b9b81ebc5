package io.tapio.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Those that wait for a permit, in the order in which they came. Thread-safe; calls nobody but the limiter while it is
 * locked.
 */
final class WaitingRoom {
    /** A permit and whose it is. */
    record Turn(Waiter<?> waiter, Permit permit) {}

    private final int places;
    private final Optional<CoDel> shedding;
    private final NavigableMap<Long, Waiter<?>> waiters = new TreeMap<>();
    private final Set<Thread> serving = new HashSet<>();
    private long arrivals;
    private long inUseSince;

    /** True from when somebody had to wait until a permit came back for which nobody did; written when locked. */
    private volatile boolean isInUse;

    /** Of the waiters; written when locked. */
    private volatile int size;

    WaitingRoom(WaitingSettings settings) {
        places = settings.maxWaiting();
        shedding = settings.shedding();
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** False if there is no place. */
    synchronized boolean enter(Waiter<?> waiter) {
        if (size >= places) {
            return false;
        }
        if (!isInUse) {
            isInUse = true;
            inUseSince = waiter.since();
        }
        waiter.place = arrivals++;
        waiters.put(waiter.place, waiter);
        size = waiters.size();
        return true;
    }

    synchronized void leave(Waiter<?> waiter) {
        waiters.remove(waiter.place, waiter);
        size = waiters.size();
    }

    /** A permit has come back, and nobody waits. That the last one has left to be served, or shed, is not enough. */
    void isIdle() {
        if (isInUse) {
            endUse();
        }
    }

    private synchronized void endUse() {
        isInUse = size > 0;
    }

    /** True if the room has been in use for so long that waiting takes up no burst any more. */
    synchronized boolean isOverloaded(long now) {
        return isInUse
                && shedding.isPresent()
                && now - inUseSince >= shedding.get().interval().toNanos();
    }

    /** Takes out those that may not wait any longer; the caller tells them. */
    synchronized List<Waiter<?>> shed(long now) {
        List<Waiter<?>> shed = new ArrayList<>();
        while (size > 0 && isOverloaded(now) && now - oldest().since() >= target()) {
            Waiter<?> late = oldest();
            leave(late);
            if (late.end()) {
                shed.add(late);
            }
        }
        return shed;
    }

    private Waiter<?> oldest() {
        return waiters.firstEntry().getValue();
    }

    private long target() {
        return shedding.orElseThrow().target().toNanos();
    }

    /**
     * This thread begins to call {@link #next} until there is none. False if it is at it already, further out: what is
     * done with a turn may lead here again, and would go deeper with each.
     */
    synchronized boolean begin() {
        return serving.add(Thread.currentThread());
    }

    /** The next that gets a permit; null if there is no permit, or nobody: then this thread has ended. */
    synchronized @Nullable Turn next(Limiter limiter) {
        while (size > 0) {
            Waiter<?> next = first();
            Permit permit = limiter.tryAcquire(next.timer(), next.since());
            if (permit == null) {
                break;
            }
            leave(next);
            if (next.end()) {
                return new Turn(next, permit);
            }
            permit.giveBack(Outcome.UNUSED);
        }
        end();
        return null;
    }

    /** This thread gives up. */
    synchronized void end() {
        serving.remove(Thread.currentThread());
    }

    /** The one that waits for the shortest time if the room is overloaded, else for the longest. */
    private Waiter<?> first() {
        Map.Entry<Long, Waiter<?>> oldest = waiters.firstEntry();
        return isOverloaded(oldest.getValue().timer().nanoTime())
                ? waiters.lastEntry().getValue()
                : oldest.getValue();
    }

    /** Whom to ask for the time until there is a permit; null if nobody waits. */
    synchronized @Nullable Waiter<?> anyone() {
        return size == 0 ? null : oldest();
    }
}
