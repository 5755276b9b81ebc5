package io.tapio.handshake;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A service whose calls know what was agreed upon at the start of their connection. The calls of a connection mostly
 * share one context, so the last one is kept with what was added to it.
 */
final class Informed<Q, A, R> implements Service<Q, A> {
    private record Known(Context plain, Context informed) {}

    private final Service<Q, A> service;
    private final Context.Key<R> key;
    private final R result;
    private @Nullable Known last; // of any call, by any thread: a record is seen whole or not at all

    Informed(Service<Q, A> service, Context.Key<R> key, R result) {
        this.service = service;
        this.key = key;
        this.result = result;
    }

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Known known = last;
        if (known == null || known.plain != context) {
            known = new Known(context, context.with(key, result));
            last = known;
        }
        return service.call(known.informed, request);
    }
}
