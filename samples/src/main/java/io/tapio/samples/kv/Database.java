package io.tapio.samples.kv;

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
final class Database {
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

    int index() {
        return index;
    }

    int size() {
        return list.size();
    }

    /** The number of keys that will expire. */
    int expiring() {
        return expiring.size();
    }

    /** The entry of a key; null if there is none, or none any more. */
    @Nullable
    Entry find(byte[] key) {
        Entry entry = entries.get(new Key(key));
        return entry == null || removeIfExpired(entry) ? null : entry;
    }

    /** The entry in a place of the list; null if its time had come, and something else, or nothing, is there now. */
    @Nullable
    Entry at(int place) {
        Entry entry = list.get(place);
        return removeIfExpired(entry) ? null : entry;
    }

    /** Gives the key this value and no time to expire. */
    Entry put(byte[] key, Value value) {
        Entry entry = find(key);
        if (entry == null) {
            entry = new Entry(new Key(key), value);
            entry.place = list.size();
            entries.put(entry.key, entry);
            list.add(entry);
            store.use(entry.size());
        } else {
            persist(entry);
            change(entry, value);
        }
        return entry;
    }

    /** Gives the entry another value; when it expires stays as it was. */
    void change(Entry entry, Value value) {
        store.use(value.size() - entry.value.size());
        entry.value = value;
    }

    /** Lets the entry expire at a time, in milliseconds since 1970; at once, if it has passed. */
    void expire(Entry entry, long at) {
        persist(entry);
        if (at <= store.now()) {
            remove(entry);
        } else {
            entry.expiresAt = at;
            expiring.add(entry);
        }
    }

    /** Keeps the entry from expiring; false if it would not have. */
    boolean persist(Entry entry) {
        boolean expired = entry.expires() && expiring.remove(entry);
        entry.expiresAt = Entry.NEVER;
        return expired;
    }

    void remove(Entry entry) {
        persist(entry);
        entries.remove(entry.key);
        Entry last = list.remove(list.size() - 1);
        if (last != entry) {
            list.set(entry.place, last);
            last.place = entry.place;
        }
        store.use(-entry.size());
    }

    void clear() {
        list.forEach(entry -> store.use(-entry.size()));
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

    private boolean removeIfExpired(Entry entry) {
        boolean expired = entry.hasExpired(store.now());
        if (expired) {
            remove(entry);
            store.countExpired();
        }
        return expired;
    }
}
