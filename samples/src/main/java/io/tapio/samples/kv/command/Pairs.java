package io.tapio.samples.kv.command;

import io.tapio.redis.Reply;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** Replies of pairs, each an array of two: a map would not do where a key may come twice, or the order counts. */
public final class Pairs {
    private Pairs() {}

    /** Each pair in an array of its own, but in RESP 2 one after the other. */
    public static Reply reply(Client client, List<Reply> pairs) {
        return client.protocol() == 3 ? new Reply.Array(pairs) : flat(pairs);
    }

    /** One pair after the other, in every version of RESP. */
    public static Reply flat(List<Reply> pairs) {
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
