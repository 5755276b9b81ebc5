package io.tapio.endpoint;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls that wait for a session. Thread-safe. */
final class Waiters<Q, A> {
    /** @param refused the session that took the call no more; null if there was none */
    private record Waiter<Q, A>(@Nullable Session<Q, A> refused, CompletableFuture<Session<Q, A>> next) {}

    private final int limit;
    private final Queue<Waiter<Q, A>> queue = new ArrayDeque<>();
    private @Nullable Failure closed;

    Waiters(int limit) {
        this.limit = limit;
    }

    /** Waits for a session other than {@code refused}; {@code next} may fail at once, and may be left. */
    void add(@Nullable Session<Q, A> refused, CompletableFuture<Session<Q, A>> next) {
        Failure refusal;
        synchronized (this) {
            refusal = closed != null || queue.size() < limit ? closed : full();
            if (refusal == null) {
                queue.add(new Waiter<>(refused, next));
            }
        }
        if (refusal != null) {
            next.completeExceptionally(refusal);
        }
    }

    private Failure full() {
        return Failure.at(
                Where.QUEUE,
                Processed.NO,
                "call " + (limit + 1L) + " that waits for a connection, where " + limit + " may ("
                        + EndpointSettings.PATH + ".max-waiting)");
    }

    synchronized int size() {
        return queue.size();
    }

    /** Takes one that has left out of the queue. */
    synchronized void remove(CompletableFuture<Session<Q, A>> next) {
        queue.removeIf(waiter -> waiter.next == next);
    }

    /** Whether somebody waits whom {@code session} has refused. */
    synchronized boolean isRefused(Session<Q, A> session) {
        return queue.stream().anyMatch(waiter -> waiter.refused == session);
    }

    void complete(Session<Q, A> session) {
        taken().forEach(waiter -> waiter.next.complete(session));
    }

    void fail(Failure why) {
        taken().forEach(waiter -> waiter.next.completeExceptionally(why));
    }

    /** Fails all that wait, and all that come; the first reason counts. */
    void close(Failure why) {
        synchronized (this) {
            closed = closed == null ? why : closed;
        }
        fail(why);
    }

    private synchronized Queue<Waiter<Q, A>> taken() {
        Queue<Waiter<Q, A>> taken = new ArrayDeque<>(queue);
        queue.clear();
        return taken;
    }
}
