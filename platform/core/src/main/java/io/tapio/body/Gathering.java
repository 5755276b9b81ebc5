package io.tapio.body;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads a body to its end, within a bound. A loop, because chunks that are there would be a recursion otherwise. */
final class Gathering<C> {
    private final Body<C> body;
    private final long most;
    private final ToLongFunction<? super C> size;
    private final List<C> chunks = new ArrayList<>();
    private final CompletableFuture<List<C>> all = new CompletableFuture<>();
    private long sum;

    Gathering(Body<C> body, long most, ToLongFunction<? super C> size) {
        this.body = body;
        this.most = most;
        this.size = size;
    }

    /** What a body is told when its reader has gone. */
    static Failure left() {
        return Failure.at(Where.CANCELLED, Processed.MAYBE, "the reader of the body has left");
    }

    CompletionStage<List<C>> gather() {
        while (true) {
            CompletableFuture<@Nullable C> next = body.next().toCompletableFuture();
            if (!next.isDone()) {
                next.whenComplete((chunk, thrown) -> {
                    if (take(next)) {
                        gather();
                    }
                });
                return all;
            }
            if (!take(next)) {
                return all;
            }
        }
    }

    /** True if there may be more. */
    private boolean take(CompletableFuture<@Nullable C> done) {
        C chunk;
        try {
            chunk = done.getNow(null);
        } catch (CompletionException | CancellationException thrown) {
            all.completeExceptionally(Failure.of(thrown));
            return false;
        }
        if (chunk == null) {
            all.complete(List.copyOf(chunks));
            return false;
        }
        sum += size.applyAsLong(chunk);
        if (sum > most) {
            Failure tooLong = Failure.at(
                    Where.QUEUE, Processed.MAYBE, "a body of " + sum + " or more is larger than the limit of " + most);
            body.cancel(tooLong);
            all.completeExceptionally(tooLong);
            return false;
        }
        chunks.add(chunk);
        return true;
    }
}
