package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A service behind a gate. */
record Gated<Q, A>(Gate gate, Service<Q, A> next) implements Admission<Q, A>, Bounded {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Permit free = gate.tryAcquire(context);
        if (free != null) {
            return gate.run(free, next, context, request);
        }
        return gate.hasRoom()
                ? gate.enqueue(waitingToCall(context, request), Ending.nanosLeft(context))
                : full(context);
    }

    private Waiter<A> waitingToCall(Context context, Q request) {
        return new Waiter<>(gate, context, context.timer().nanoTime()) {
            @Override
            void admit(Permit permit) {
                if (result().isDone()) {
                    permit.giveBack(Outcome.UNUSED);
                    return;
                }
                try {
                    gate.run(permit, next, context, request).whenComplete(this::answered);
                } catch (Throwable thrown) {
                    refused(Failure.of(thrown));
                }
            }

            private void answered(A value, Throwable thrown) {
                if (thrown == null) {
                    result().complete(value);
                } else {
                    refused(Failure.of(thrown));
                }
            }
        };
    }

    @Override
    public CompletionStage<Ready<Q, A>> acquire(Context context) {
        Permit free = gate.tryAcquire(context);
        if (free != null) {
            return CompletableFuture.completedFuture(Reservation.of(gate, free, next, context));
        }
        return gate.hasRoom() ? gate.enqueue(waitingToHold(context), Ending.nanosLeft(context)) : full(context);
    }

    private Waiter<Ready<Q, A>> waitingToHold(Context context) {
        return new Waiter<>(gate, context, context.timer().nanoTime()) {
            @Override
            void admit(Permit permit) {
                Reservation<Q, A> ready = Reservation.of(gate, permit, next, context);
                if (!result().complete(ready)) {
                    ready.release();
                }
            }
        };
    }

    private <R> CompletionStage<R> full(Context context) {
        return CompletableFuture.failedFuture(gate.refusal(Reason.FULL, context.timer()));
    }

    @Override
    public List<Bound> bounds() {
        return gate.and(() -> Bounded.of(next)).bounds();
    }
}
