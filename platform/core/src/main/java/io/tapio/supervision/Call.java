package io.tapio.supervision;

import io.tapio.context.Context;
import java.util.concurrent.CompletionStage;

/**
 * A request in the hands of a worker, with what it needs to answer. Any thread may answer, now or later; the first
 * answer counts, and one that comes after the call's end is dropped.
 */
public interface Call<Q, A> {
    /**
     * The caller's context, with a cancellation of this call's own: it comes when the caller gives up, when the
     * deadline passes, when this worker dies and when the service is cut off, on the thread where that happens. A call
     * that has its answer is not cancelled any more.
     */
    Context context();

    Q request();

    void reply(A answer);

    /** Fails this call. If {@code cause} is one that was declared to restart workers, this worker ends, too. */
    void fail(Throwable cause);

    /** Ends this call as {@code answer} ends. */
    default void replyWith(CompletionStage<? extends A> answer) {
        answer.whenComplete((value, thrown) -> {
            if (thrown == null) {
                reply(value);
            } else {
                fail(thrown);
            }
        });
    }
}
