package io.tapio.service;

import io.tapio.connection.ConnectionInfo;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One service instance per connection: told who the peer is, and through {@link ConnectionInfo#closed()} when the
 * connection ends. A failed stage refuses the connection; the cause is in its close reason.
 */
@FunctionalInterface
public interface ServiceFactory<Q, A> {
    CompletionStage<Service<Q, A>> open(ConnectionInfo connection);

    /** The same service for every connection. */
    static <Q, A> ServiceFactory<Q, A> shared(Service<Q, A> service) {
        CompletionStage<Service<Q, A>> opened = CompletableFuture.completedFuture(service);
        return connection -> opened;
    }
}
