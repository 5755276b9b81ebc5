package io.tapio.samples.kv.data;

import java.util.Arrays;

/** A key's bytes, which nobody changes. In order, so that keys made to collide do not slow the map down. */
@SuppressWarnings("ArrayRecordComponent") // compared by content
public record Key(byte[] bytes) implements Comparable<Key> {
    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }
}
