package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.time.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Someone who waits for a permit. Ends when it leaves the room, for whatever reason. */
abstract class Waiter<R> extends Ending {
    private final Gate gate;
    private final Context context;
    private final long since;
    private final CompletableFuture<R> result = new CompletableFuture<>();

    /** Its place in the order of arrival; the room's. */
    long place;

    /** What it means if its time is over. */
    private volatile Reason ifLate = Reason.WAITED;

    Waiter(Gate gate, Context context, long now) {
        this.gate = gate;
        this.context = context;
        this.since = now;
    }

    /** What follows from the permit, on the thread of whoever gave one back. Must not throw. */
    abstract void admit(Permit permit);

    final CompletableFuture<R> result() {
        return result;
    }

    final Timer timer() {
        return context.timer();
    }

    final long since() {
        return since;
    }

    final boolean isDue() {
        return nanosLeft(context) <= 0;
    }

    /** @param reason what it means to have waited for {@code most} nanoseconds */
    final void waitFor(long most, Reason reason) {
        long left = nanosLeft(context);
        ifLate = left <= most ? Reason.DEADLINE : reason;
        watch(context, Math.min(left, most));
    }

    final CompletionStage<R> refused(Failure failure) {
        result.completeExceptionally(failure);
        return result;
    }

    /** The room has taken it out for others. */
    final void shed() {
        refused(gate.refusal(Reason.SHED, timer()));
    }

    @Override
    final void late() {
        if (end()) {
            gate.left(this);
            refused(gate.refusal(ifLate, timer()));
        }
    }

    @Override
    final void cancelled(Failure why) {
        if (end()) {
            gate.left(this);
            refused(gate.refusals().cancelled(why));
        }
    }
}
