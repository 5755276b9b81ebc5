package io.tapio.samples.kv.data;

/** Is told of every key that gets another value, another time to expire, or is removed, for whatever reason. */
@FunctionalInterface
public interface TouchListener {
    /** Called with the store's lock, in the command that touches the key; leaves the data alone. */
    void touched(Database database, Key key);
}
