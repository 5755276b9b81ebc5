package io.tapio.admission;

import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Something that ends once, by itself, or because its context is cancelled, or because its time is over. Whoever ends
 * it is told so, and nobody else, whatever comes at the same time.
 */
abstract class Ending {
    /** There is no time that is over. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Timer.Scheduled NO_ALARM = () -> {};
    private static final Cancellation.Registration NO_CALLER = () -> {};

    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Timer.Scheduled alarm = NO_ALARM;
    private volatile Cancellation.Registration caller = NO_CALLER;

    /**
     * From now on {@link #late} and {@link #cancelled} are called, possibly at once.
     *
     * @param nanos the time until it is late, or {@link #NEVER}
     */
    final void watch(Context context, long nanos) {
        caller = context.cancellation().onCancel(this::cancelled);
        if (nanos != NEVER && !over.get()) {
            alarm = context.timer().schedule(Duration.ofNanos(Math.max(0, nanos)), this::late);
        }
        if (over.get()) {
            unwatch();
        }
    }

    /** Ends it. True for the first who does; nothing is watched any more. */
    final boolean end() {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            unwatch();
        }
        return first;
    }

    private void unwatch() {
        alarm.cancel();
        caller.close();
    }

    /** The time is over, if nothing else was faster. */
    abstract void late();

    /** The caller has left, if nothing else was faster. */
    abstract void cancelled(Failure why);

    /** The time that {@code context} leaves, or {@link #NEVER}. */
    static long nanosLeft(Context context) {
        return context.deadline()
                .map(due -> due.nanoTime() - context.timer().nanoTime())
                .orElse(NEVER);
    }
}
