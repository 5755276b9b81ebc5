package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/** The forms in which members are in a reply. */
final class Listing {
    private Listing() {}

    /** Members alone. */
    static Reply names(SortedSet set, Span span, boolean reversed) {
        List<Reply> names = new ArrayList<>(span.length());
        set.forEach(span, reversed, member -> names.add(new Reply.Bulk(member.bytes())));
        return new Reply.Array(names);
    }

    /** Members with their scores. */
    static List<Reply> pairs(SortedSet set, Span span, boolean reversed) {
        List<Reply> pairs = new ArrayList<>(span.length());
        set.forEach(span, reversed, member -> pairs.add(pair(member)));
        return pairs;
    }

    static Reply pair(Member member) {
        return Reply.Array.of(new Reply.Bulk(member.bytes()), new Reply.Double(member.score()));
    }
}
