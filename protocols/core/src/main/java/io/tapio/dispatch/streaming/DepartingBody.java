package io.tapio.dispatch.streaming;

import io.tapio.body.Body;
import io.tapio.failure.Failure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way from whoever makes it to the wire: asks for one chunk at a time, when the wire has room. Belongs to
 * its stage's thread.
 */
public final class DepartingBody<C> {
    private final Body<C> body;
    private final Runnable ready;
    private @Nullable CompletableFuture<@Nullable C> next;

    /** @param ready tells the stage, on any thread, that a chunk that it waited for is there */
    public DepartingBody(Body<C> body, Runnable ready) {
        this.body = body;
        this.ready = ready;
    }

    /** Whether {@link #take} has something to give; asks for it if it has not been asked for. */
    public boolean isReady() {
        CompletableFuture<@Nullable C> asked = next;
        if (asked == null) {
            asked = ask();
            next = asked;
            if (!asked.isDone()) {
                asked.whenComplete((chunk, thrown) -> ready.run());
                return false;
            }
        }
        return asked.isDone();
    }

    private CompletableFuture<@Nullable C> ask() {
        try {
            return body.next().toCompletableFuture();
        } catch (RuntimeException thrown) { // a body of somebody else's
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /**
     * The next chunk, or null at the end; only when {@link #isReady}.
     *
     * @throws Failure if the body broke off
     */
    public @Nullable C take() {
        CompletableFuture<@Nullable C> done = next;
        next = null;
        if (done == null) {
            throw new IllegalStateException("nothing was asked for");
        }
        try {
            return done.getNow(null);
        } catch (CompletionException | CancellationException thrown) {
            throw Failure.of(thrown);
        }
    }

    /** Wants no more of it. */
    public void cancel(Failure why) {
        body.cancel(why);
    }
}
