package io.tapio.service;

import io.tapio.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An asynchronous function from a request to a response.
 *
 * <p>May be called from any thread; never blocks; a failure is a failed stage. A server calls it on the thread that its
 * connection lives on, so what takes long moves elsewhere.
 */
@FunctionalInterface
public interface Service<Q, A> {
    CompletionStage<A> call(Context context, Q request);

    /**
     * A plain function as a service: it answers at once, on the caller's thread; what it throws is the call's failure.
     */
    static <Q, A> Service<Q, A> of(Function<? super Q, ? extends A> function) {
        return (context, request) -> {
            try {
                return CompletableFuture.completedFuture(function.apply(request));
            } catch (Exception thrown) {
                return CompletableFuture.failedFuture(thrown);
            }
        };
    }
}
