package io.tapio.supervision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls in an order, each of which can leave from anywhere at no cost; the links are in the calls, so a call is in one
 * list at most. Guarded by the pool.
 */
final class CallList<Q, A> {
    private @Nullable OpenCall<Q, A> first;
    private @Nullable OpenCall<Q, A> last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void addLast(OpenCall<Q, A> call) {
        insert(call, last, null);
    }

    void addFirst(OpenCall<Q, A> call) {
        insert(call, null, first);
    }

    private void insert(OpenCall<Q, A> call, @Nullable OpenCall<Q, A> previous, @Nullable OpenCall<Q, A> next) {
        call.list = this;
        call.previous = previous;
        call.next = next;
        link(previous, call);
        link(call, next);
        size++;
    }

    @Nullable
    OpenCall<Q, A> pollFirst() {
        OpenCall<Q, A> call = first;
        if (call != null) {
            remove(call);
        }
        return call;
    }

    /** Does nothing if the call is not in this list. */
    void remove(OpenCall<Q, A> call) {
        if (call.list == this) {
            link(call.previous, call.next);
            call.list = null;
            call.previous = null;
            call.next = null;
            size--;
        }
    }

    /** Empties the list. */
    List<OpenCall<Q, A>> removeAll() {
        List<OpenCall<Q, A>> all = new ArrayList<>(size);
        for (OpenCall<Q, A> call = pollFirst(); call != null; call = pollFirst()) {
            all.add(call);
        }
        return all;
    }

    private void link(@Nullable OpenCall<Q, A> left, @Nullable OpenCall<Q, A> right) {
        if (left == null) {
            first = right;
        } else {
            left.next = right;
        }
        if (right == null) {
            last = left;
        } else {
            right.previous = left;
        }
    }
}
