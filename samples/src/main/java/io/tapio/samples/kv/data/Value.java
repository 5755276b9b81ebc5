package io.tapio.samples.kv.data;

/**
 * What a key stands for; each family of commands has its own. One that a command changes in place is followed by
 * {@link Database#changed}; nothing of it may be in a reply, which is written after other commands have run.
 */
public interface Value {
    /** The type as TYPE tells it. */
    String type();

    /** How Redis would keep it, as OBJECT ENCODING tells it. */
    String encoding();

    /**
     * The bytes that it takes, by estimate, without what every entry takes. Asked for after each change, so it should
     * not have to be counted.
     */
    long size();

    /** A value that does not change with this one, for COPY; this one, if it never changes. */
    Value copy();

    /** Whether nothing is left of a collection, so that its key goes; a string may be empty and stay. */
    default boolean isEmpty() {
        return false;
    }
}
