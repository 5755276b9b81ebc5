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

    /** What cancels this one, too; is listened to when somebody listens here, for most calls end before that. */
    private final Cancellation parent;

    /** Null until the parent is listened to. Guarded by this. */
    private @Nullable Registration fromParent;

    private volatile boolean isClosed;

    public CancellationSource() {
        this(Cancellation.none());
    }

    private CancellationSource(Cancellation parent) {
        this.parent = parent;
    }

    /**
     * A source that is also cancelled when {@code parent} is. Close it when the work is done, to let go of the parent.
     */
    public static CancellationSource within(Cancellation parent) {
        return new CancellationSource(parent);
    }

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
        close();
    }

    /** Lets go of the parent: the work is done and cancelling it means nothing any more. */
    public void close() {
        Registration registration;
        synchronized (this) {
            isClosed = true;
            registration = fromParent;
            fromParent = null;
        }
        if (registration != null) {
            registration.close();
        }
    }

    @Override
    public Optional<Failure> cause() {
        Failure own = cause;
        return own != null || isClosed ? Optional.ofNullable(own) : parent.cause();
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
        listenToParent();
        return () -> remove(listener);
    }

    private void listenToParent() {
        synchronized (this) {
            if (isClosed || fromParent != null || parent == Cancellation.none()) {
                return;
            }
            fromParent = () -> {}; // so that nobody else does
        }
        Registration registration = parent.onCancel(this::cancel);
        synchronized (this) {
            if (!isClosed) {
                fromParent = registration;
                return;
            }
        }
        registration.close();
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
