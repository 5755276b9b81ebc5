package io.tapio.dispatch;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Calls a service, which may throw, or answer null, in place of failing. */
public final class Caller {
    private Caller() {}

    /** As {@link Service#call}; never null, and never throws. */
    public static <Q, A> CompletionStage<A> call(Service<Q, A> service, Context context, Q request) {
        try {
            CompletionStage<A> answer = service.call(context, request);
            return answer != null ? answer : CompletableFuture.completedFuture(null);
        } catch (Throwable thrown) { // everything: for an error Pekko would end the connection, or the JVM
            return CompletableFuture.failedFuture(thrown);
        }
    }

    /** The reply if the call has succeeded already. */
    public static <A> @Nullable A atOnce(CompletionStage<A> answer) {
        return answer instanceof CompletableFuture<A> future && future.isDone() && !future.isCompletedExceptionally()
                ? future.join()
                : null;
    }

    /** What an answer without a reply means. */
    public static Failure failure(@Nullable Throwable thrown) {
        return thrown != null
                ? Failure.of(thrown)
                : Failure.at(Where.SERVICE, Processed.YES, "the service answered null, which is no reply");
    }
}
