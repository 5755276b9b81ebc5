package io.tapio.supervision;

import io.tapio.failure.Failure;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** One life of a worker: the next one in its place is another. */
final class Worker<Q, A> {
    /** Wakes a worker that has to end. */
    private enum Condemned implements DeadLetterSuppression {
        INSTANCE
    }

    private final String name;
    private final int place;
    private final Predicate<? super Throwable> restartOn;
    private final AtomicReference<@Nullable Throwable> condemned = new AtomicReference<>();

    /** The calls that it was given and that still have a place; guarded by the pool. */
    final CallList<Q, A> hands = new CallList<>();

    private volatile @Nullable ActorRef<Object> ref;

    Worker(String service, int place, Predicate<? super Throwable> restartOn) {
        this.name = "worker-" + place + " of " + service;
        this.place = place;
        this.restartOn = restartOn;
    }

    int place() {
        return place;
    }

    void at(ActorRef<Object> ref) {
        this.ref = ref;
    }

    void tell(Object message) {
        ActorRef<Object> at = ref;
        if (at != null) {
            at.tell(message);
        }
    }

    /** A call has failed here: ends the worker if that, or a cause of it, was declared, or is an error of the JVM. */
    void onFailure(Failure failure) {
        for (Throwable thrown = failure; thrown != null; thrown = thrown.getCause()) {
            if (thrown instanceof Error || restartOn.test(thrown)) {
                condemn(thrown);
                return;
            }
        }
    }

    /** The worker has to end, for this reason: it begins nothing more. */
    void condemn(Throwable cause) {
        if (condemned.compareAndSet(null, cause)) {
            tell(Condemned.INSTANCE);
        }
    }

    boolean isCondemned() {
        return condemned.get() != null;
    }

    /** Why it had to end; null if it was ended from outside. */
    @Nullable
    Throwable condemnedFor() {
        return condemned.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
