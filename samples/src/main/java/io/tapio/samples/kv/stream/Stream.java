package io.tapio.samples.kv.stream;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Kind;
import io.tapio.samples.kv.data.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries in the order of their ids, and what a stream remembers of those that are gone. Changed in place. */
final class Stream implements Value {
    static final Kind<Stream> KIND = new Kind<>(Stream.class, Stream::new);

    /** What an entry takes beside its bytes: its id, its array and its place in the tree. */
    private static final int OVERHEAD = 100;

    /** What each name or value takes beside its bytes. */
    private static final int FIELD_OVERHEAD = 24;

    /** Names and values in turn, which nobody changes. */
    private final NavigableMap<StreamId, byte[][]> entries;

    private StreamId last = StreamId.MIN;
    private StreamId lastDeleted = StreamId.MIN;
    private long added;
    private long size;

    Stream() {
        this(new TreeMap<>());
    }

    private Stream(NavigableMap<StreamId, byte[][]> entries) {
        this.entries = entries;
    }

    int length() {
        return entries.size();
    }

    /** The highest id that was ever given, or that XSETID has set. */
    StreamId last() {
        return last;
    }

    /** The highest id of those that XDEL has removed. */
    StreamId lastDeleted() {
        return lastDeleted;
    }

    /** The number of entries that there ever were. */
    long added() {
        return added;
    }

    @Nullable
    StreamId oldest() {
        return entries.isEmpty() ? null : entries.firstKey();
    }

    @Nullable
    StreamId newest() {
        return entries.isEmpty() ? null : entries.lastKey();
    }

    /** @param id higher than {@link #last} */
    void add(StreamId id, byte[][] fields) {
        entries.put(id, fields);
        last = id;
        added++;
        size += size(fields);
    }

    boolean delete(StreamId id) {
        byte[][] fields = entries.remove(id);
        if (fields != null) {
            size -= size(fields);
            lastDeleted = id.isAfter(lastDeleted) ? id : lastDeleted;
        }
        return fields != null;
    }

    /** Removes the oldest entries; the number of those. */
    int trim(Trim trim) {
        int trimmed = 0;
        while (trim.isDue(this, trimmed)) {
            size -= size(entries.pollFirstEntry().getValue());
            trimmed++;
        }
        return trimmed;
    }

    /** XSETID: what the stream remembers, as another one has it. */
    void remember(StreamId last, long added, StreamId lastDeleted) {
        this.last = last;
        this.added = added;
        this.lastDeleted = lastDeleted;
    }

    /** The entries in a range. */
    Reply reply(StreamRange range, boolean reversed, long most) {
        if (range.isEmpty()) {
            return Reply.Array.of();
        }
        NavigableMap<StreamId, byte[][]> within = entries.subMap(range.first(), true, range.last(), true);
        List<Reply> found = new ArrayList<>();
        for (var entry : (reversed ? within.descendingMap() : within).entrySet()) {
            if (found.size() >= most) {
                break;
            }
            found.add(reply(entry.getKey(), entry.getValue()));
        }
        return new Reply.Array(found);
    }

    /** One entry; nil if there is none. */
    Reply reply(@Nullable StreamId id) {
        return id == null ? Reply.NIL : reply(id, entries.getOrDefault(id, new byte[0][]));
    }

    private static Reply reply(StreamId id, byte[][] fields) {
        List<Reply> items = new ArrayList<>(fields.length);
        for (byte[] field : fields) {
            items.add(new Reply.Bulk(field));
        }
        return Reply.Array.of(id.reply(), new Reply.Array(items));
    }

    private static long size(byte[][] fields) {
        long size = OVERHEAD;
        for (byte[] field : fields) {
            size += FIELD_OVERHEAD + field.length;
        }
        return size;
    }

    @Override
    public String type() {
        return "stream";
    }

    @Override
    public String encoding() {
        return "stream";
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Value copy() {
        Stream copy = new Stream(new TreeMap<>(entries));
        copy.remember(last, added, lastDeleted);
        copy.size = size;
        return copy;
    }
}
