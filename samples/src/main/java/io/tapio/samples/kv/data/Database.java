package io.tapio.samples.kv.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One of the store's databases.
 *
 * <p>Beside the map there is a list of the same entries without gaps: the last entry takes the place of one that is
 * removed. It gives RANDOMKEY any entry at once, and SCAN its cursor: whoever walks it from the end to the start meets
 * every entry that is there all the time, because an entry only ever moves to a place before its own, and only from the
 * end.
 */
public final class Database {
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparingLong((Entry entry) -> entry.expiresAt).thenComparing(entry -> entry.key);

    private final Store store;
    private final int index;
    private final Map<Key, Entry> entries = new HashMap<>();
    private final List<Entry> list = new ArrayList<>();
    private final TreeSet<Entry> expiring = new TreeSet<>(BY_TIME);

    Database(Store store, int index) {
        this.store = store;
        this.index = index;
    }

    public int index() {
        return index;
    }

    public int size() {
        return list.size();
    }

    /** The number of keys that will expire. */
    public int expiring() {
        return expiring.size();
    }

    /** The entry of a key; null if there is none, or none any more. */
    public @Nullable Entry find(byte[] key) {
        Entry entry = entries.get(new Key(key));
        return entry == null || removeIfExpired(entry) ? null : entry;
    }

    /** The entry in a place of the list; null if its time had come, and something else, or nothing, is there now. */
    public @Nullable Entry at(int place) {
        Entry entry = list.get(place);
        return removeIfExpired(entry) ? null : entry;
    }

    /** Gives the key this value and no time to expire. */
    public Entry put(byte[] key, Value value) {
        Entry entry = find(key);
        if (entry == null) {
            entry = new Entry(new Key(key), value);
            entry.place = list.size();
            entries.put(entry.key, entry);
            list.add(entry);
            count(entry);
            touched(entry);
        } else {
            keep(entry);
            change(entry, value);
        }
        return entry;
    }

    /** Gives the entry another value; when it expires stays as it was. */
    public void change(Entry entry, Value value) {
        entry.value = value;
        count(entry);
        touched(entry);
    }

    /**
     * To be called when the entry's value was changed in place, before the command ends: what it takes is counted anew,
     * and it is removed if nothing is left of it.
     */
    public void changed(Entry entry) {
        if (entry.value.isEmpty()) {
            remove(entry);
        } else {
            count(entry);
            touched(entry);
        }
    }

    /** Lets the entry expire at a time, in milliseconds since 1970; at once, if it has passed. */
    public void expire(Entry entry, long at) {
        keep(entry);
        if (at <= store.now()) {
            remove(entry);
        } else {
            entry.expiresAt = at;
            expiring.add(entry);
            touched(entry);
        }
    }

    /** Keeps the entry from expiring; false if it would not have. */
    public boolean persist(Entry entry) {
        boolean kept = keep(entry);
        if (kept) {
            touched(entry);
        }
        return kept;
    }

    public void remove(Entry entry) {
        keep(entry);
        entries.remove(entry.key);
        Entry last = list.remove(list.size() - 1);
        if (last != entry) {
            list.set(entry.place, last);
            last.place = entry.place;
        }
        store.use(-entry.counted);
        touched(entry);
    }

    /** Removes every entry. */
    public void clear() {
        list.forEach(entry -> {
            store.use(-entry.counted);
            touched(entry);
        });
        entries.clear();
        list.clear();
        expiring.clear();
    }

    /** Removes up to {@code most} entries whose time has come; the number removed. */
    int reap(int most) {
        int reaped = 0;
        while (reaped < most && !expiring.isEmpty() && removeIfExpired(expiring.first())) {
            reaped++;
        }
        return reaped;
    }

    private boolean keep(Entry entry) {
        boolean expired = entry.expires() && expiring.remove(entry);
        entry.expiresAt = Entry.NEVER;
        return expired;
    }

    private void count(Entry entry) {
        long size = entry.size();
        store.use(size - entry.counted);
        entry.counted = size;
    }

    /** Everything that changes what a key stands for, or how long, comes by here. */
    private void touched(Entry entry) {
        store.touched(this, entry);
    }

    private boolean removeIfExpired(Entry entry) {
        boolean expired = entry.hasExpired(store.now());
        if (expired) {
            remove(entry);
            store.countExpired();
        }
        return expired;
    }
}
