package io.tapio.dispatch;

import io.tapio.stats.Counter;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits in a connection, counted together with all that waits in others. As thread-safe as the queue. */
public final class CountedQueue<T> {
    private final Queue<T> queue;
    private final Counter waiting;

    /** @param queue has no other owner */
    CountedQueue(Queue<T> queue, Counter waiting) {
        this.queue = queue;
        this.waiting = waiting;
    }

    public void add(T last) {
        waiting.add(1);
        queue.add(last);
    }

    public @Nullable T poll() {
        T first = queue.poll();
        if (first != null) {
            waiting.add(-1);
        }
        return first;
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** For a queue that knows its size. */
    public int size() {
        return queue.size();
    }

    /** Nobody waits any more. Whoever ends with a queue has to do this, or the count stays. */
    public void clear() {
        while (poll() != null) {
            // one by one, because others may add and take meanwhile
        }
    }
}
