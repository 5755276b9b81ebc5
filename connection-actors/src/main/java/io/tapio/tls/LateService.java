package io.tapio.tls;

import io.tapio.context.Context;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A service that is there before the first request of its peer, but not before its protocol. Thread-safe. */
final class LateService<Q, A> implements Service<Q, A> {
    private final CompletableFuture<Service<Q, A>> opened = new CompletableFuture<>();
    private volatile @Nullable Service<Q, A> service;

    void open(Service<Q, A> service) {
        this.service = service;
        opened.complete(service);
    }

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Service<Q, A> now = service;
        return now != null ? now.call(context, request) : opened.thenCompose(late -> late.call(context, request));
    }
}
