package io.tapio.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replies with others in them that are not complete: a stack of their own, so that no server makes this recurse.
 */
final class Nesting {
    private static final int SLOTS = 16;

    private final int deepest;
    private @Nullable Unfinished innermost;

    /** What a reply becomes when all its elements are there. */
    private enum Kind {
        ARRAY,
        SET,
        PUSH,
        /** The elements are keys and values in turn. */
        MAP,
        /** Two elements: the attributes, which are a map, and the reply that follows them. */
        ATTRIBUTED
    }

    private record Unfinished(
            Kind kind,
            int expected,
            List<Reply> items,
            int depth,
            @Nullable Unfinished outer) {}

    /** @param deepest the limit of levels */
    Nesting(int deepest) {
        this.deepest = deepest;
    }

    /**
     * A reply with {@code count} elements to come; the whole reply if they are none and it is in no other.
     *
     * @param type the byte that it begins with
     * @param count the keys and values of a map each count
     */
    @Nullable
    Reply open(char type, int count) {
        return switch (type) {
            case '*' -> open(Kind.ARRAY, count);
            case '~' -> open(Kind.SET, count);
            case '>' -> open(Kind.PUSH, count);
            case '%' -> open(Kind.MAP, count);
            case '|' -> {
                open(Kind.ATTRIBUTED, 2);
                yield open(Kind.MAP, count);
            }
            default -> throw new IllegalArgumentException("no replies are in one of type " + type);
        };
    }

    /** Puts the element where it belongs; the whole reply, if this was the last of it. */
    @Nullable
    Reply add(Reply element) {
        Reply done = element;
        while (innermost != null) {
            innermost.items.add(done);
            if (innermost.items.size() < innermost.expected) {
                return null;
            }
            done = reply(innermost.kind, innermost.items);
            innermost = innermost.outer;
        }
        return done;
    }

    private @Nullable Reply open(Kind kind, int count) {
        int depth = innermost == null ? 1 : innermost.depth + 1;
        if (depth > deepest) {
            throw Fault.ofServer(Fault.tooLarge("a nesting", depth, "levels", deepest, "max-reply-depth"));
        }
        if (count == 0) {
            return add(reply(kind, List.of()));
        }
        innermost = new Unfinished(kind, count, new ArrayList<>(Math.min(count, SLOTS)), depth, innermost);
        return null;
    }

    private static Reply reply(Kind kind, List<Reply> items) {
        return switch (kind) {
            case ARRAY -> new Reply.Array(Collections.unmodifiableList(items));
            case SET -> new Reply.Set(Collections.unmodifiableList(items));
            case PUSH -> new Reply.Push(Collections.unmodifiableList(items));
            case MAP -> map(items);
            case ATTRIBUTED -> new Reply.Attributed((Reply.Map) items.get(0), items.get(1));
        };
    }

    private static Reply map(List<Reply> items) {
        List<Reply.Entry> entries = new ArrayList<>(items.size() / 2);
        for (int i = 0; i < items.size(); i += 2) {
            entries.add(new Reply.Entry(items.get(i), items.get(i + 1)));
        }
        return new Reply.Map(Collections.unmodifiableList(entries));
    }
}
