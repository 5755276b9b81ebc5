package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

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

    /** Each pair in an array of its own, but in RESP 2 one after the other. */
    static Reply flat(Client client, List<Reply> pairs) {
        return new Reply.Array(client.protocol() == 3 ? pairs : new Flat(pairs));
    }

    /** One pair after the other, in every version of RESP. */
    static Reply flat(List<Reply> pairs) {
        return new Reply.Array(new Flat(pairs));
    }

    /** A view, so that nothing is copied. */
    private static final class Flat extends AbstractList<Reply> implements RandomAccess {
        private final List<Reply> pairs;

        private Flat(List<Reply> pairs) {
            this.pairs = pairs;
        }

        @Override
        public Reply get(int index) {
            return ((Reply.Array) pairs.get(index / 2)).items().get(index % 2);
        }

        @Override
        public int size() {
            return 2 * pairs.size();
        }
    }
}
