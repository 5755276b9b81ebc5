package io.tapio.endpoint;

import io.tapio.connection.CloseReason;
import io.tapio.service.Session;
import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What an endpoint's actor and its callers share. Thread-safe. */
final class EndpointState<Q, A> {
    static final Metric OPEN =
            Metric.gauge("tapio.endpoint.open", "{endpoint}", "Endpoints that have not closed", "endpoint");
    static final Metric CONNECTED =
            Metric.gauge("tapio.endpoint.connected", "{endpoint}", "Endpoints that have a connection", "endpoint");
    static final Metric WAITING =
            Metric.gauge("tapio.endpoint.waiting", "{call}", "Calls that wait for a connection", "endpoint");
    static final Metric RESTS = Metric.counter(
            "tapio.endpoint.rests", "{round}", "Rounds of all targets that led to no connection", "endpoint");

    private final Waiters<Q, A> waiters;
    private final Counter rests;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private volatile @Nullable Session<Q, A> session;

    EndpointState(int maxWaiting, Stats stats, String name) {
        waiters = new Waiters<>(maxWaiting);
        rests = stats.counter(RESTS, name);
        stats.gauge(OPEN, this, state -> state.closed.isDone() ? 0 : 1, name);
        stats.gauge(CONNECTED, this, state -> state.session == null ? 0 : 1, name);
        stats.gauge(WAITING, this, state -> state.waiters.size(), name);
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

    /** No target took a connection, and the endpoint waits. */
    void rested() {
        rests.increment();
    }

    CompletableFuture<CloseReason> closed() {
        return closed;
    }
}
