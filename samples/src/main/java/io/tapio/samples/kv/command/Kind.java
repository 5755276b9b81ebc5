package io.tapio.samples.kv.command;

import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Value;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A family's values that are changed in place, and how its commands get at them. A key that is not there stands for an
 * empty one, so that most commands need not tell the two apart.
 *
 * @param empty makes a value with nothing in it
 */
public record Kind<V extends Value>(Class<V> type, Supplier<V> empty) {
    /**
     * A value for a command that may change it.
     *
     * @param entry null if the key is not there yet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Held<V extends Value>(
            Database database, byte[] key, @Nullable Entry entry, V value) {
        /** To be called when the value was changed; its key comes or goes with it. */
        public void changed() {
            if (entry != null) {
                database.changed(entry);
            } else if (!value.isEmpty()) {
                database.put(key, value);
            }
        }

        public boolean isNew() {
            return entry == null;
        }
    }

    /** The value of a key, or an empty one; refused if the key has another type. */
    public V read(Client client, byte[] key) {
        Entry entry = client.database().find(key);
        return entry == null ? empty.get() : of(entry);
    }

    /** As {@link #read}, for a command that may change it. */
    public Held<V> hold(Client client, byte[] key) {
        Entry entry = client.database().find(key);
        return new Held<>(client.database(), key, entry, entry == null ? empty.get() : of(entry));
    }

    private V of(Entry entry) {
        if (!type.isInstance(entry.value())) {
            throw Refused.WRONG_TYPE;
        }
        return type.cast(entry.value());
    }
}
