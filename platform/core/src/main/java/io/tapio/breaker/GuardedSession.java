package io.tapio.breaker;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * A session with a breaker around its calls: a balancer that asks for its status passes it by while that makes none.
 */
record GuardedSession<Q, A>(Service<Q, A> calls, Session<Q, A> session, Life life) implements Session<Q, A> {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        return calls.call(context, request);
    }

    @Override
    public Status status() {
        Status own = session.status();
        return own == Status.OPEN && !life.takesCalls() ? Status.BUSY : own;
    }

    @Override
    public CompletionStage<Done> drain(Duration within) {
        return session.drain(within);
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return session.closed();
    }
}
