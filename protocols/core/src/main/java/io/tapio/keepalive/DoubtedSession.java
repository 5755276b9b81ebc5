package io.tapio.keepalive;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;

/** A session that is busy while its peer is in doubt: whoever has another one should rather call that. */
record DoubtedSession<Q, A>(Session<Q, A> session, AtomicBoolean inDoubt) implements Session<Q, A> {
    @Override
    public CompletionStage<A> call(Context context, Q request) {
        return session.call(context, request);
    }

    @Override
    public Status status() {
        Status status = session.status();
        return status == Status.OPEN && inDoubt.get() ? Status.BUSY : status;
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
