package io.tapio.body;

import io.tapio.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToLongFunction;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries in chunks. See the package for what it guarantees.
 *
 * @param <C> a chunk; trailers, where a protocol has them, are a last chunk of a kind of its own
 */
public interface Body<C> {
    /**
     * The next chunk; null at the end. Fails with a {@link Failure} if the body broke off, and with an
     * {@link IllegalStateException} if the chunk asked for before has not come yet.
     */
    CompletionStage<@Nullable C> next();

    /** The reader wants no more: what is under way is dropped. After the end, and again, it does nothing. */
    void cancel(Failure why);

    /** True if it is known that there is no chunk, so that the message needs no body on the wire. */
    default boolean isEmpty() {
        return false;
    }

    /** The chunks as a stream, to be run once. When that ends, however it ends, the body is cancelled. */
    default Source<C, NotUsed> source() {
        CompletionStage<Body<C>> open = CompletableFuture.completedFuture(this);
        return Source.unfoldResourceAsync(() -> open, body -> body.next().thenApply(Optional::ofNullable), body -> {
            body.cancel(Gathering.left());
            return CompletableFuture.completedFuture(Done.getInstance());
        });
    }

    /**
     * All chunks in one list, for a body that is known to be short.
     *
     * @param most how much is taken, in the unit of {@code size}; with more the body is cancelled and the stage fails
     * @param size how much a chunk counts: its bytes, or 1
     */
    default CompletionStage<List<C>> all(long most, ToLongFunction<? super C> size) {
        return new Gathering<>(this, most, size).gather();
    }

    static <C> Body<C> empty() {
        return of(List.of());
    }

    @SafeVarargs
    static <C> Body<C> of(C... chunks) {
        return of(List.of(chunks));
    }

    /** Chunks that are there, or are made at once as they are asked for. */
    static <C> Body<C> of(Iterable<? extends C> chunks) {
        return new GivenBody<>(chunks.iterator());
    }

    /** The elements of a stream, which starts now and is up to 32 elements ahead of what is asked for. */
    static <C> Body<C> from(Source<C, ?> source, ClassicActorSystemProvider system) {
        return from(source, Materializer.matFromSystem(system));
    }

    /** As {@link #from(Source, ClassicActorSystemProvider)}, run by {@code materializer}. */
    static <C> Body<C> from(Source<C, ?> source, Materializer materializer) {
        return StreamBody.of(source, materializer);
    }
}
