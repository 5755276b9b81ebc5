package io.tapio.protocol;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** The life of one session, with a filter around its calls. */
record FilteredSession<Q, A>(Service<Q, A> calls, Session<?, ?> life) implements Session<Q, A> {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        return calls.call(context, request);
    }

    @Override
    public Status status() {
        return life.status();
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
