package io.tapio.samples.kv.list;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Kind;
import io.tapio.samples.kv.data.Elements;
import io.tapio.samples.kv.data.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A list. Its elements are kept as the replies that they will be, so that LRANGE copies references only. Public for
 * SORT.
 */
public final class Sequence implements Elements {
    static final Kind<Sequence> KIND = new Kind<>(Sequence.class, Sequence::new);

    /** What a list, and an element, takes beside its bytes. */
    private static final int OVERHEAD = 120;

    private static final int ELEMENT_OVERHEAD = 44;

    /** An end of a list, by Redis' names. */
    enum End {
        LEFT,
        RIGHT
    }

    private final Ring<Reply.Bulk> elements = new Ring<>();
    private long bytes;

    /** A list of these. */
    public static Sequence of(List<Reply.Bulk> elements) {
        Sequence list = new Sequence();
        elements.forEach(element -> list.push(End.RIGHT, element));
        return list;
    }

    int length() {
        return elements.size();
    }

    Reply.Bulk get(int index) {
        return elements.get(index);
    }

    void set(int index, byte[] element) {
        bytes += element.length - elements.set(index, new Reply.Bulk(element)).bytes().length;
    }

    void push(End end, Reply.Bulk element) {
        if (end == End.LEFT) {
            elements.addFirst(element);
        } else {
            elements.addLast(element);
        }
        bytes += element.bytes().length;
    }

    /** Removes one; there has to be one. */
    Reply.Bulk pop(End end) {
        Reply.Bulk element = elements.get(end == End.LEFT ? 0 : length() - 1);
        remove(end, 1);
        return element;
    }

    /** Removes so many, or all if there are no more, and gives them in the order in which they go. */
    List<Reply> pop(End end, long count) {
        int popped = (int) Math.min(count, length());
        Reply[] gone = copy(end == End.LEFT ? 0 : length() - popped, popped);
        if (end == End.RIGHT) {
            Collections.reverse(Arrays.asList(gone));
        }
        remove(end, popped);
        return Arrays.asList(gone);
    }

    void insert(int index, byte[] element) {
        elements.insert(index, new Reply.Bulk(element));
        bytes += element.length;
    }

    /** Those of a span; they stay as they are when the list changes. */
    List<Reply> range(Span span) {
        return Arrays.asList(copy(span.from(), span.length()));
    }

    /** Removes all but those of a span. */
    void trim(Span span) {
        remove(End.RIGHT, length() - span.to());
        remove(End.LEFT, span.from());
    }

    /** Removes the elements that are equal to one, up to {@code most} of them, those first that are nearest an end. */
    int removeAll(Reply.Bulk element, End end, long most) {
        int removed = 0;
        int length = length();
        int step = end == End.LEFT ? 1 : -1;
        int start = end == End.LEFT ? 0 : length - 1;
        // those that stay close ranks towards this end; what is left over then goes at the other one
        for (int i = start, to = start; i >= 0 && i < length; i += step) {
            Reply.Bulk next = elements.get(i);
            if (removed != most && next.equals(element)) {
                removed++;
            } else {
                elements.set(to, next);
                to += step;
            }
        }
        drop(end == End.LEFT ? End.RIGHT : End.LEFT, removed);
        bytes -= (long) removed * element.bytes().length;
        return removed;
    }

    private Reply[] copy(int from, int length) {
        Reply[] copy = new Reply[length];
        elements.copy(from, copy);
        return copy;
    }

    private void remove(End end, int count) {
        int from = end == End.LEFT ? 0 : length() - count;
        for (int i = from; i < from + count; i++) {
            bytes -= elements.get(i).bytes().length;
        }
        drop(end, count);
    }

    private void drop(End end, int count) {
        if (end == End.LEFT) {
            elements.removeFirst(count);
        } else {
            elements.removeLast(count);
        }
    }

    @Override
    public String type() {
        return "list";
    }

    @Override
    public String encoding() {
        return "quicklist";
    }

    @Override
    public long size() {
        return OVERHEAD + bytes + (long) ELEMENT_OVERHEAD * length();
    }

    @Override
    public Value copy() {
        return of(IntStream.range(0, length()).mapToObj(this::get).toList());
    }

    @Override
    public List<byte[]> elements() {
        return IntStream.range(0, length()).mapToObj(i -> get(i).bytes()).toList();
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public boolean isEmpty() {
        return length() == 0;
    }
}
