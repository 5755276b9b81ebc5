package io.tapio.redis;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A map as it is written: a key, its value, the next key. */
final class KeysAndValues implements Iterator<Reply> {
    private final Iterator<Reply.Entry> entries;
    private @Nullable Reply value;

    KeysAndValues(Reply.Map map) {
        entries = map.entries().iterator();
    }

    @Override
    public boolean hasNext() {
        return value != null || entries.hasNext();
    }

    @Override
    public Reply next() {
        Reply next = value;
        if (next != null) {
            value = null;
            return next;
        }
        if (!entries.hasNext()) {
            throw new NoSuchElementException();
        }
        Reply.Entry entry = entries.next();
        value = entry.value();
        return entry.key();
    }
}
