package io.tapio.samples.kv.sort;

import io.tapio.redis.Command;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of SORT. */
final class SortOptions {
    private boolean descending;
    private boolean alphabetic;
    private boolean unsorted;
    private long offset;
    private long count = -1;
    private @Nullable Pattern by;
    private final List<Pattern> gets = new ArrayList<>();
    private byte @Nullable [] target;

    private SortOptions() {}

    /** @param canStore whether STORE is one of them */
    static SortOptions of(Command command, boolean canStore) {
        SortOptions options = new SortOptions();
        int i = 2;
        while (i < command.argCount()) {
            i += options.read(command, i, canStore);
        }
        return options;
    }

    /** Reads one; the number of its arguments. */
    private int read(Command command, int at, boolean canStore) {
        int left = command.argCount() - at - 1;
        if (command.is(at, "asc") || command.is(at, "desc")) {
            descending = command.is(at, "desc");
            return 1;
        } else if (command.is(at, "alpha")) {
            alphabetic = true;
            return 1;
        } else if (command.is(at, "limit") && left >= 2) {
            offset = Math.max(0, Integers.at(command, at + 1));
            count = Integers.at(command, at + 2);
            return 3;
        } else if (command.is(at, "store") && left >= 1 && canStore) {
            target = command.arg(at + 1);
        } else if (command.is(at, "by") && left >= 1) {
            by = Pattern.of(command.arg(at + 1));
            unsorted = unsorted || !by.finds();
        } else if (command.is(at, "get") && left >= 1) {
            gets.add(Pattern.of(command.arg(at + 1)));
        } else {
            throw Refused.SYNTAX;
        }
        return 2;
    }

    boolean descending() {
        return descending;
    }

    boolean alphabetic() {
        return alphabetic;
    }

    /** Whether the elements stay as they are: it is asked for by a pattern that finds nothing. */
    boolean unsorted() {
        return unsorted;
    }

    /** What to sort by; null for the elements themselves. */
    @Nullable
    Pattern by() {
        return by;
    }

    /** What to answer for each element; nothing stands for the element. */
    List<Pattern> gets() {
        return gets;
    }

    /** The key of the list to make; null if there is none to be made. */
    byte @Nullable [] target() {
        return target;
    }

    /** The part of the elements that is asked for. */
    <T> List<T> limit(List<T> elements) {
        int from = (int) Math.min(offset, elements.size());
        long most = count < 0 ? elements.size() : count;
        return elements.subList(from, (int) Math.min(elements.size(), from + Math.min(most, elements.size())));
    }
}
