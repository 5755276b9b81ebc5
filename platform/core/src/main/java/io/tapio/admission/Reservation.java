package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A permit in the hands of a caller, until it calls or gives it back, or its context ends, or it has kept it too long.
 */
final class Reservation<Q, A> extends Ending implements Ready<Q, A> {
    private final Gate gate;
    private final Permit permit;
    private final Service<Q, A> next;
    private final Context context;

    private Reservation(Gate gate, Permit permit, Service<Q, A> next, Context context) {
        this.gate = gate;
        this.permit = permit;
        this.next = next;
        this.context = context;
    }

    static <Q, A> Reservation<Q, A> of(Gate gate, Permit permit, Service<Q, A> next, Context context) {
        Reservation<Q, A> reservation = new Reservation<>(gate, permit, next, context);
        reservation.watch(context, Math.min(gate.maxUnusedNanos(), nanosLeft(context)));
        return reservation;
    }

    @Override
    public CompletionStage<A> call(Q request) {
        return end()
                ? gate.run(permit.atCall(), next, context, request)
                : CompletableFuture.failedFuture(gate.refusals().gone());
    }

    @Override
    public void release() {
        if (end()) {
            permit.giveBack(Outcome.UNUSED);
            gate.serve();
        }
    }

    @Override
    void late() {
        release();
    }

    @Override
    void cancelled(Failure why) {
        release();
    }
}
