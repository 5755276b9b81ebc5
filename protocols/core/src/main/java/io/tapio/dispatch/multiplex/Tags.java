package io.tapio.dispatch.multiplex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is under way on a connection, by the ids that the protocol gives it: a hash table of longs, because a boxed id
 * would cost an object for each call. Not thread-safe.
 */
public final class Tags<T> {
    private static final int MIN_SLOTS = 8;

    private long[] ids = new long[MIN_SLOTS];
    private @Nullable Object[] values = new @Nullable Object[MIN_SLOTS];
    private int size;

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put adds values
    public @Nullable T get(long id) {
        return (T) values[slot(id)];
    }

    /** Adds a value under an id; false, and nothing is changed, if the id is in use. */
    public boolean put(long id, T value) {
        int slot = slot(id);
        if (values[slot] != null) {
            return false;
        }
        ids[slot] = id;
        values[slot] = value;
        if (++size * 2 > values.length) {
            resize(values.length * 2);
        }
        return true;
    }

    /** Takes out what is under an id; null if it is not in use. */
    @SuppressWarnings("unchecked") // only put adds values
    public @Nullable T remove(long id) {
        int slot = slot(id);
        T value = (T) values[slot];
        if (value != null) {
            size--;
            close(slot);
            if (size * 8 < values.length && values.length > MIN_SLOTS) {
                resize(values.length / 2);
            }
        }
        return value;
    }

    /** Everything that is under way, in no order. */
    @SuppressWarnings("unchecked") // only put adds values
    public List<T> values() {
        List<T> all = new ArrayList<>(size);
        for (Object value : values) {
            if (value != null) {
                all.add((T) value);
            }
        }
        return all;
    }

    /** Where the id is, or would be. There is always a free slot. */
    private int slot(long id) {
        int mask = values.length - 1;
        int slot = home(id);
        while (values[slot] != null && ids[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L; // consecutive ids, and those that differ in high bits only, spread
        return (int) (mixed >>> 32) & values.length - 1;
    }

    /** Frees a slot, and moves up what had to pass it, so that no search ends there too early. */
    private void close(int freed) {
        int mask = values.length - 1;
        int gap = freed;
        values[gap] = null;
        for (int slot = gap + 1 & mask; values[slot] != null; slot = slot + 1 & mask) {
            int home = home(ids[slot]);
            if ((slot - home & mask) >= (slot - gap & mask)) {
                ids[gap] = ids[slot];
                values[gap] = values[slot];
                values[slot] = null;
                gap = slot;
            }
        }
    }

    private void resize(int slots) {
        long[] oldIds = ids;
        @Nullable Object[] oldValues = values;
        ids = new long[slots];
        values = new @Nullable Object[slots];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
