package io.tapio.redis;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a command's name, letters of either case, without making a string of it. Immutable.
 *
 * <p>An open hash table, filled to a quarter at most; what it holds was put there by the program, so nobody can crowd
 * it from outside.
 */
public final class CommandTable<T> {
    private final List<T> entries;
    private final String[] names;
    private final @Nullable Object[] values;
    private final int mask;

    /** @param name the name of an entry, in ASCII */
    public CommandTable(List<? extends T> entries, Function<? super T, String> name) {
        this.entries = List.copyOf(entries);
        int size = Integer.highestOneBit(Math.max(4, 8 * entries.size() - 1));
        mask = size - 1;
        names = new String[size];
        values = new Object[size];
        for (T entry : entries) {
            put(name.apply(entry), entry);
        }
    }

    /** What belongs to the name; null if nothing does. */
    @SuppressWarnings("unchecked") // put() lets nothing else in
    public @Nullable T find(byte[] name) {
        int hash = 0;
        for (byte letter : name) {
            hash = 31 * hash + Ascii.lower(letter);
        }
        for (int slot = hash & mask; values[slot] != null; slot = slot + 1 & mask) {
            if (Ascii.equalsIgnoreCase(name, names[slot])) {
                return (T) values[slot];
            }
        }
        return null;
    }

    /** Everything that can be found, in the order in which it was given. */
    public List<T> entries() {
        return entries;
    }

    private void put(String name, T entry) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = 31 * hash + Ascii.lower(name.charAt(i));
        }
        int slot = hash & mask;
        while (values[slot] != null) {
            if (names[slot].equalsIgnoreCase(name)) {
                throw new IllegalArgumentException("two entries are named " + name);
            }
            slot = slot + 1 & mask;
        }
        names[slot] = name;
        values[slot] = entry;
    }
}
