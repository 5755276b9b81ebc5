package io.tapio.line;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.filter.Filter;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** The life of one session, with a filter around its calls. */
record FilteredSession<Q, A>(Service<Q, A> calls, Session<?, ?> life) implements Session<Q, A> {
    /** The same protocol, with {@code filter} around the calls of each session. */
    static <Q, A, Q2, A2> ClientProtocol<Q, A> of(ClientProtocol<Q2, A2> protocol, Filter<Q, A, Q2, A2> filter) {
        return connection -> protocol.open(connection)
                .mapMaterializedValue(
                        opened -> opened.thenApply(session -> new FilteredSession<>(filter.apply(session), session)));
    }

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
