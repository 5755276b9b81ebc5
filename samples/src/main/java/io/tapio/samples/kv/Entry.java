package io.tapio.samples.kv;

/** A key, its value, and the time at which both go. Changed by its {@link Database} only. */
final class Entry {
    /** No time at which anything expires. */
    static final long NEVER = -1;

    /** What an entry takes beside the bytes of key and value: its objects and its places in map, list and tree. */
    private static final int OVERHEAD = 200;

    final Key key;
    Value value;
    long expiresAt = NEVER;

    /** The index in the database's list. */
    int place;

    Entry(Key key, Value value) {
        this.key = key;
        this.value = value;
    }

    boolean expires() {
        return expiresAt != NEVER;
    }

    boolean hasExpired(long now) {
        return expires() && expiresAt <= now;
    }

    /** The string that the value is. */
    byte[] text() {
        if (value instanceof Value.Text text) {
            return text.bytes();
        }
        throw Refused.WRONG_TYPE;
    }

    long size() {
        return OVERHEAD + key.bytes().length + value.size();
    }
}
