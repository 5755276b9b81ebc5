package io.tapio.dispatch.streaming.multiplex;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to send, of those that have something to send: one after the other, so that a long body holds up no
 * other. Whoever turns out to have nothing leaves, and comes again when it has. Not thread-safe.
 */
final class Turns<T> {
    private final Queue<T> queue = new ArrayDeque<>(1);
    private final Predicate<? super T> isReady;

    Turns(Predicate<? super T> isReady) {
        this.isReady = isReady;
    }

    /** Takes part, behind all others; it did not before. */
    void add(T one) {
        queue.add(one);
    }

    /** Whether somebody has something to send. */
    boolean hasNext() {
        T next = queue.peek();
        while (next != null && !isReady.test(next)) {
            queue.remove();
            next = queue.peek();
        }
        return next != null;
    }

    /** Whoever is next, and leaves with that; null if nobody has something to send. */
    @Nullable
    T next() {
        return hasNext() ? queue.poll() : null;
    }

    void remove(T one) {
        queue.remove(one);
    }
}
