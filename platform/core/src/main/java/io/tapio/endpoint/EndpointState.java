package io.tapio.endpoint;

import io.tapio.connection.CloseReason;
import io.tapio.service.Session;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an endpoint's actor and its callers share. Thread-safe. */
final class EndpointState<Q, A> {
    private final Waiters<Q, A> waiters;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private volatile @Nullable Session<Q, A> session;

    EndpointState(int maxWaiting) {
        waiters = new Waiters<>(maxWaiting);
    }

    Waiters<Q, A> waiters() {
        return waiters;
    }

    /** That of now; null if there is none that takes calls. */
    @Nullable
    Session<Q, A> session() {
        return session;
    }

    /** Only the actor sets it. */
    void session(@Nullable Session<Q, A> session) {
        this.session = session;
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }
}
