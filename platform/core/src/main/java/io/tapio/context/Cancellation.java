package io.tapio.context;

import io.tapio.failure.Failure;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells work that nobody waits for its outcome any more: the caller gave up, its deadline passed, its connection ended.
 * Thread-safe. Whoever may cancel holds the {@link CancellationSource}.
 */
public interface Cancellation {
    /** Why it was cancelled; empty as long as somebody waits. */
    Optional<Failure> cause();

    /**
     * Runs {@code listener} once when this is cancelled, on the thread that cancels, or at once if it already is. It
     * must be short and must not throw. Close the registration when the work is done, or a long-lived cancellation
     * keeps it.
     */
    Registration onCancel(Consumer<Failure> listener);

    default boolean isCancelled() {
        return cause().isPresent();
    }

    /** A listener's place; closing it again does nothing. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** A cancellation that never comes. */
    static Cancellation none() {
        return Uncancelled.INSTANCE;
    }
}

enum Uncancelled implements Cancellation {
    INSTANCE;

    @Override
    public Optional<Failure> cause() {
        return Optional.empty();
    }

    @Override
    public Registration onCancel(Consumer<Failure> listener) {
        return () -> {};
    }
}
