package io.tapio.context;

import io.tapio.failure.Failure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a {@link Cancellation} that can cancel. The first cause stays; later ones are ignored. Thread-safe. */
public final class CancellationSource implements Cancellation {
    private static final Set<Listener> NOBODY = Set.of();

    /** Guarded by this; there is one source for each connection and most have no listener most of the time. */
    private Set<Listener> listeners = NOBODY;

    private volatile @Nullable Failure cause;

    /**
     * A source that is also cancelled when {@code parent} is. Close it when the work is done, to let go of the parent.
     */
    public static CancellationSource within(Cancellation parent) {
        CancellationSource source = new CancellationSource();
        source.fromParent = parent.onCancel(source::cancel);
        return source;
    }

    private Registration fromParent = () -> {};

    /** Cancels, and tells every listener on this thread. */
    public void cancel(Failure cause) {
        List<Listener> told;
        synchronized (this) {
            if (this.cause != null) {
                return;
            }
            this.cause = cause;
            told = List.copyOf(listeners);
            listeners = NOBODY;
        }
        told.forEach(listener -> listener.action.accept(cause));
        fromParent.close();
    }

    /** Lets go of the parent: the work is done and cancelling it means nothing any more. */
    public void close() {
        fromParent.close();
    }

    @Override
    public Optional<Failure> cause() {
        return Optional.ofNullable(cause);
    }

    @Override
    public Registration onCancel(Consumer<Failure> action) {
        Listener listener = new Listener(action);
        Failure already;
        synchronized (this) {
            already = cause;
            if (already == null) {
                add(listener);
            }
        }
        if (already != null) {
            action.accept(already);
            return () -> {};
        }
        return () -> remove(listener);
    }

    private void add(Listener listener) {
        if (listeners == NOBODY) {
            listeners = new LinkedHashSet<>(2);
        }
        listeners.add(listener);
    }

    private synchronized void remove(Listener listener) {
        if (listeners != NOBODY) {
            listeners.remove(listener);
        }
    }

    /** Compared by identity, so that the same action may be registered twice. */
    private static final class Listener {
        private final Consumer<Failure> action;

        Listener(Consumer<Failure> action) {
            this.action = action;
        }
    }
}
