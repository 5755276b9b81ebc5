package io.tapio.samples.kv.data;

/** A key, its value, and the time at which both go. Changed by its {@link Database} only. */
public final class Entry extends IndexedMap.Item {
    /** No time at which anything expires. */
    public static final long NEVER = -1;

    /** What an entry takes beside the bytes of key and value: its objects and its places in map, list and tree. */
    private static final int OVERHEAD = 200;

    Value value;
    long expiresAt = NEVER;

    /** The size that the store counts it with. */
    long counted;

    /** When it was last asked for. */
    long usedAt;

    Entry(Key key, Value value) {
        super(key);
        this.value = value;
    }

    public Value value() {
        return value;
    }

    /** In milliseconds since 1970, or {@link #NEVER}. */
    public long expiresAt() {
        return expiresAt;
    }

    /** When a command last asked for it, in milliseconds since 1970. */
    public long usedAt() {
        return usedAt;
    }

    public boolean expires() {
        return expiresAt != NEVER;
    }

    boolean hasExpired(long now) {
        return expires() && expiresAt <= now;
    }

    long size() {
        return OVERHEAD + key().bytes().length + value.size();
    }
}
