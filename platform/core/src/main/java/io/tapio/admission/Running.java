package io.tapio.admission;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that has a permit and no answer yet. It is over when its answer is there, its caller leaves or its deadline
 * passes; a service that does not heed the last two works on without a permit.
 */
final class Running<A> extends Ending implements BiConsumer<A, @Nullable Throwable> {
    private final Gate gate;
    private final Permit permit;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    private Running(Gate gate, Permit permit) {
        this.gate = gate;
        this.permit = permit;
    }

    static <A> CompletionStage<A> until(CompletionStage<A> answer, Context context, Gate gate, Permit permit) {
        Running<A> running = new Running<>(gate, permit);
        running.watch(context, nanosLeft(context));
        answer.whenComplete(running);
        return running.answer;
    }

    @Override
    public void accept(A value, @Nullable Throwable thrown) {
        if (thrown != null) {
            fail(Failure.of(thrown));
        } else if (end()) {
            permit.giveBack(Outcome.ANSWERED);
            answer.complete(value);
            gate.serve();
        }
    }

    @Override
    void late() {
        fail(Failure.at(Where.TIMEOUT, Processed.MAYBE, "no answer when the deadline of the call passed"));
    }

    @Override
    void cancelled(Failure why) {
        fail(why);
    }

    /** The permit is back before the caller hears of it; but who waits has a right to it before who calls again. */
    private void fail(Failure failure) {
        if (end()) {
            permit.giveBack(Outcome.of(failure));
            answer.completeExceptionally(failure);
            gate.serve();
        }
    }
}
