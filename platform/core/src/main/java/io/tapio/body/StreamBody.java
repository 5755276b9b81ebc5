package io.tapio.body;

import io.tapio.failure.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.jspecify.annotations.Nullable;

/** The elements that a running stream puts into a queue. */
record StreamBody<C>(SinkQueueWithCancel<C> queue) implements Body<C> {
    @Override
    public CompletionStage<@Nullable C> next() {
        CompletableFuture<@Nullable C> next = new CompletableFuture<>();
        queue.pull().whenComplete((chunk, thrown) -> {
            if (thrown == null) {
                next.complete(chunk.orElse(null));
            } else {
                next.completeExceptionally(thrown instanceof IllegalStateException ? thrown : Failure.of(thrown));
            }
        });
        return next;
    }

    @Override
    public void cancel(Failure why) {
        queue.cancel();
    }
}
