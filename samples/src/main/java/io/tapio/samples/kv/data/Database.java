package io.tapio.samples.kv.data;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One of the store's databases. Its entries have places, for RANDOMKEY and SCAN, as {@link IndexedMap} tells. */
public final class Database {
    private static final Comparator<Entry> BY_TIME =
            Comparator.comparingLong((Entry entry) -> entry.expiresAt).thenComparing(Entry::key);

    private final Store store;
    private final int index;
    private final IndexedMap<Entry> entries = new IndexedMap<>();
    private final TreeSet<Entry> expiring = new TreeSet<>(BY_TIME);

    Database(Store store, int index) {
        this.store = store;
        this.index = index;
    }

    public int index() {
        return index;
    }

    public int size() {
        return entries.size();
    }

    /** The number of keys that will expire. */
    public int expiring() {
        return expiring.size();
    }

    /** The entry of a key, which is used by that; null if there is none, or none any more. */
    public @Nullable Entry find(byte[] key) {
        Entry entry = peek(key);
        if (entry != null) {
            entry.usedAt = store.now();
        }
        return entry;
    }

    /** As {@link #find}, for a command that only tells of the key. */
    public @Nullable Entry peek(byte[] key) {
        Entry entry = entries.get(new Key(key));
        return entry == null || removeIfExpired(entry) ? null : entry;
    }

    /** The entry in a place; null if its time had come, and something else, or nothing, is there now. */
    public @Nullable Entry at(int place) {
        Entry entry = entries.at(place);
        return removeIfExpired(entry) ? null : entry;
    }

    /** Gives the key this value and no time to expire. */
    public Entry put(byte[] key, Value value) {
        Entry entry = find(key);
        if (entry == null) {
            entry = new Entry(new Key(key), value);
            entry.usedAt = store.now();
            entries.add(entry);
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
        entries.remove(entry);
        store.use(-entry.counted);
        touched(entry);
    }

    /** Removes every entry. */
    public void clear() {
        entries.items().forEach(entry -> {
            store.use(-entry.counted);
            touched(entry);
        });
        entries.clear();
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
