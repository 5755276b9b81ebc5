package io.tapio.service;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.Done;

/** The life of one session, with calls and doubts of somebody else's. */
record ViewedSession<Q, A>(Service<Q, A> calls, Session<?, ?> life, BooleanSupplier isBusy) implements Session<Q, A> {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        return calls.call(context, request);
    }

    @Override
    public Status status() {
        Status status = life.status();
        return status == Status.OPEN && isBusy.getAsBoolean() ? Status.BUSY : status;
    }

    @Override
    public CompletionStage<Done> drain(Duration within) {
        return life.drain(within);
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return life.closed();
    }
}
