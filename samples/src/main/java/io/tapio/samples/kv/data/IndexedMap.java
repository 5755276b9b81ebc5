package io.tapio.samples.kv.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map whose items also stand in a list without gaps: the last item takes the place of one that is removed. It gives
 * any item by lot at once, and SCAN and its kin their cursor: whoever walks the list from its end to its start meets
 * every item that is there all the time, because an item only ever moves to a place before its own, and only from the
 * end.
 *
 * <p>{@link #insert} and {@link #removeInOrder} keep the others in order instead, at the cost of moving those behind;
 * they are for maps that are small, and are walked in one piece.
 */
public final class IndexedMap<I extends IndexedMap.Item> {
    /** A key, and what a subclass has for it. In one map at a time. */
    public static class Item {
        private final Key key;
        private int place;

        public Item(Key key) {
            this.key = key;
        }

        public final Key key() {
            return key;
        }
    }

    private final Map<Key, I> map = new HashMap<>();
    private final List<I> list = new ArrayList<>();

    public int size() {
        return list.size();
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public @Nullable I get(Key key) {
        return map.get(key);
    }

    public boolean contains(Key key) {
        return map.containsKey(key);
    }

    /** The item in a place, from 0 to the size. */
    public I at(int place) {
        return list.get(place);
    }

    /** All of them, as they stand; a view. */
    public List<I> items() {
        return Collections.unmodifiableList(list);
    }

    /** Adds an item, whose key is not there yet, at the end. */
    public void add(I item) {
        insert(list.size(), item);
    }

    /** Adds an item, whose key is not there yet, in this place. */
    public void insert(int place, I item) {
        map.put(item.key(), item);
        list.add(place, item);
        number(place);
    }

    /** Removes an item that is there; the last one takes its place. */
    public void remove(I item) {
        map.remove(item.key());
        I last = list.remove(list.size() - 1);
        if (last != item) {
            place(last, place(item));
        }
    }

    /** Removes an item that is there; those behind it move up. */
    public void removeInOrder(I item) {
        map.remove(item.key());
        list.remove(place(item));
        number(place(item));
    }

    public void clear() {
        map.clear();
        list.clear();
    }

    private void number(int from) {
        for (int place = from; place < list.size(); place++) {
            ((Item) list.get(place)).place = place;
        }
    }

    private void place(I item, int place) {
        list.set(place, item);
        ((Item) item).place = place;
    }

    private int place(I item) {
        return ((Item) item).place;
    }
}
