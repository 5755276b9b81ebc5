package io.tapio.samples.kv.hash;

import io.tapio.samples.kv.command.Kind;
import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.data.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash. As long as it is small its fields stay in the order in which they came, and HSCAN gives it in one piece, as
 * with Redis' listpack; once it has grown it stays as it is then. Public for SORT.
 */
public final class Hash implements Value {
    static final Kind<Hash> KIND = new Kind<>(Hash.class, Hash::new);

    /** Redis' {@code hash-max-listpack-entries} and {@code hash-max-listpack-value}. */
    private static final int MOST_FIELDS = 512;

    private static final int MOST_BYTES = 64;

    /** What a hash, and a field, takes beside its bytes: objects and places in map and list. */
    private static final int OVERHEAD = 250;

    private static final int FIELD_OVERHEAD = 130;

    /** A name and its bytes, which nobody changes: a field gets others. */
    static final class Field extends IndexedMap.Item {
        private byte[] value;

        private Field(Key name, byte[] value) {
            super(name);
            this.value = value;
        }

        byte[] name() {
            return key().bytes();
        }

        byte[] value() {
            return value;
        }

        private long size() {
            return (long) FIELD_OVERHEAD + name().length + value.length;
        }
    }

    private final IndexedMap<Field> fields = new IndexedMap<>();
    private boolean isSmall = true;
    private long size = OVERHEAD;

    List<Field> fields() {
        return fields.items();
    }

    /** The value of a field; null if there is none. */
    public byte @Nullable [] get(byte[] name) {
        Field field = fields.get(new Key(name));
        return field == null ? null : field.value;
    }

    /** True if the field is new. */
    boolean put(byte[] name, byte[] value) {
        Key key = new Key(name);
        Field field = fields.get(key);
        boolean isNew = field == null;
        if (field == null) {
            field = new Field(key, value);
            fields.add(field);
            size += field.size();
        } else {
            size += value.length - field.value.length;
            field.value = value;
        }
        isSmall = isSmall && fields.size() <= MOST_FIELDS && Math.max(name.length, value.length) <= MOST_BYTES;
        return isNew;
    }

    /** True if the field was there. */
    boolean remove(byte[] name) {
        Field field = fields.get(new Key(name));
        if (field == null) {
            return false;
        }
        size -= field.size();
        if (isSmall) {
            fields.removeInOrder(field);
        } else {
            fields.remove(field);
        }
        return true;
    }

    boolean isSmall() {
        return isSmall;
    }

    @Override
    public String type() {
        return "hash";
    }

    @Override
    public String encoding() {
        return isSmall ? "listpack" : "hashtable";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Value copy() {
        Hash copy = new Hash();
        for (Field field : fields.items()) {
            copy.fields.add(new Field(field.key(), field.value));
        }
        copy.isSmall = isSmall;
        copy.size = size;
        return copy;
    }

    @Override
    public boolean isEmpty() {
        return fields.isEmpty();
    }
}
