package io.tapio.samples.kv.list;

import java.util.Arrays;

/**
 * Elements in an array whose end goes on at its start: each can be had by its index, and both ends grow and shrink, at
 * a constant cost. The JDK has deques without indices and lists with one end.
 */
final class Ring<E> {
    private static final int LEAST = 8;

    /** A power of two long. */
    private Object[] slots = new Object[LEAST];

    private int head;
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only elements are put in
    E get(int index) {
        return (E) slots[slot(index)];
    }

    E set(int index, E element) {
        E old = get(index);
        slots[slot(index)] = element;
        return old;
    }

    void addFirst(E element) {
        resize(size + 1);
        head = slot(-1);
        size++;
        slots[head] = element;
    }

    void addLast(E element) {
        resize(size + 1);
        slots[slot(size++)] = element;
    }

    /** Puts an element before that with this index, or at the end; moves those on the shorter side. */
    void insert(int index, E element) {
        if (index < size / 2) {
            addFirst(element);
            for (int i = 0; i < index; i++) {
                slots[slot(i)] = slots[slot(i + 1)];
            }
        } else {
            addLast(element);
            for (int i = size - 1; i > index; i--) {
                slots[slot(i)] = slots[slot(i - 1)];
            }
        }
        slots[slot(index)] = element;
    }

    void removeFirst(int count) {
        for (int left = count; left > 0; left--) {
            slots[head] = null;
            head = slot(1);
        }
        size -= count;
        resize(size);
    }

    void removeLast(int count) {
        for (int left = count; left > 0; left--) {
            slots[slot(--size)] = null;
        }
        resize(size);
    }

    /** Copies the elements from an index on, as many as the array takes. */
    void copy(int from, Object[] target) {
        int first = slot(from);
        int straight = Math.min(target.length, slots.length - first);
        System.arraycopy(slots, first, target, 0, straight);
        System.arraycopy(slots, 0, target, straight, target.length - straight);
    }

    private int slot(int index) {
        return (head + index) & (slots.length - 1);
    }

    /** Makes room for so many, or gives it back when three quarters are not used. */
    private void resize(int needed) {
        int length = slots.length;
        if (needed > length) {
            length *= 2;
        } else {
            while (length > LEAST && needed < length / 4) {
                length /= 2;
            }
        }
        if (length != slots.length) {
            Object[] copy = new Object[size];
            copy(0, copy);
            slots = Arrays.copyOf(copy, length);
            head = 0;
        }
    }
}
