package io.tapio.samples.kv.data;

/** A key, its value, and the time at which both go. Changed by its {@link Database} only. */
public final class Entry {
    /** No time at which anything expires. */
    public static final long NEVER = -1;

    /** What an entry takes beside the bytes of key and value: its objects and its places in map, list and tree. */
    private static final int OVERHEAD = 200;

    final Key key;
    Value value;
    long expiresAt = NEVER;

    /** The index in the database's list. */
    int place;

    /** The size that the store counts it with. */
    long counted;

    Entry(Key key, Value value) {
        this.key = key;
        this.value = value;
    }

    public Key key() {
        return key;
    }

    public Value value() {
        return value;
    }

    /** In milliseconds since 1970, or {@link #NEVER}. */
    public long expiresAt() {
        return expiresAt;
    }

    public boolean expires() {
        return expiresAt != NEVER;
    }

    boolean hasExpired(long now) {
        return expires() && expiresAt <= now;
    }

    long size() {
        return OVERHEAD + key.bytes().length + value.size();
    }
}
