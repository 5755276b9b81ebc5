package io.tapio.upgrade;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The points of a connection, at which it goes from its first protocol to the next, once. Thread-safe.
 *
 * <p>Whoever ends the first protocol names the next one before; it then begins with the first byte that the first has
 * not used, after the last byte that the first had to write.
 */
public final class Switch {
    private sealed interface State {}

    private enum First implements State {
        INSTANCE
    }

    private record Ended(Failure cause) implements State {}

    /** What follows, and who waits for it to start. */
    record Next<M>(Flow<ByteString, ByteString, M> flow, CompletableFuture<M> started) implements State {}

    private final AtomicReference<State> state = new AtomicReference<>(First.INSTANCE);

    Switch() {}

    /**
     * The bytes of a connection through {@code first}, and when that has ended, through what it has named, if it has.
     *
     * @param first the first protocol's graph, for a connection with these points
     */
    public static <M> Flow<ByteString, ByteString, CompletionStage<M>> starting(
            Function<? super Switch, ? extends Flow<ByteString, ByteString, M>> first) {
        return Flow.fromGraph(new SwitchStage<>(first));
    }

    /**
     * Names what follows when the first protocol ends: when it wants no more bytes, and has written its last.
     *
     * @return what {@code next} materializes, once it runs; a failure if the connection ends before, or something was
     *     named already
     */
    public <M> CompletionStage<M> to(Flow<ByteString, ByteString, M> next) {
        Next<M> named = new Next<>(next, new CompletableFuture<>());
        State before = state.compareAndExchange(First.INSTANCE, named);
        if (before instanceof Ended ended) {
            named.started.completeExceptionally(ended.cause);
        } else if (before instanceof Next<?>) {
            named.started.completeExceptionally(
                    new IllegalStateException("another protocol is to follow already, and one is all"));
        }
        return named.started;
    }

    // -- for the stage

    @Nullable
    Next<?> next() {
        return state.get() instanceof Next<?> next ? next : null;
    }

    /** The connection has ended; does nothing to a protocol that has started. */
    void end() {
        Failure cause =
                Failure.at(Where.CLOSED, Processed.MAYBE, "the connection ended before its next protocol could begin");
        if (state.getAndSet(new Ended(cause)) instanceof Next<?> next) {
            next.started.completeExceptionally(cause);
        }
    }
}
