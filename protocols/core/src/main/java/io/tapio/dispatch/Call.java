package io.tapio.dispatch;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import java.util.concurrent.CompletableFuture;

/** A request and whoever waits for its answer. */
public final class Call<Q, A> {
    /** No stage gives a call this tag. */
    public static final long NO_TAG = -1;

    private final Context context;
    private final Q request;
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    /** Whether it was the session, and not the caller, that has completed the answer. */
    private boolean settled;

    private long tag = NO_TAG;

    Call(Context context, Q request) {
        this.context = context;
        this.request = request;
    }

    public Context context() {
        return context;
    }

    public Q request() {
        return request;
    }

    /** What the stage has set; {@link #NO_TAG} before it has. */
    public long tag() {
        return tag;
    }

    /** For the stage, to know the call again. */
    public void tag(long tag) {
        this.tag = tag;
    }

    CompletableFuture<A> answer() {
        return answer;
    }

    boolean isSettled() {
        return settled;
    }

    /** @return true if the caller has not left */
    boolean reply(A reply) {
        settled = true;
        return answer.complete(reply);
    }

    /** @return true if the caller has not left */
    boolean fail(Failure failure) {
        settled = true;
        return answer.completeExceptionally(failure);
    }

    boolean isLate() {
        return context.deadline()
                .filter(deadline -> deadline.hasPassed(context.timer()))
                .isPresent();
    }
}
