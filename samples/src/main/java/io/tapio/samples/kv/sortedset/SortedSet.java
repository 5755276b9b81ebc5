package io.tapio.samples.kv.sortedset;

import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind;
import io.tapio.samples.kv.data.Elements;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.data.Scored;
import io.tapio.samples.kv.data.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Members with scores, in order. Changed in place. */
final class SortedSet implements Elements, Scored {
    static final Kind<SortedSet> KIND = new Kind<>(SortedSet.class, SortedSet::new);

    /** Redis' {@code zset-max-listpack-entries} and {@code zset-max-listpack-value}. */
    private static final int MOST_PACKED = 128;

    private static final int LONGEST_PACKED = 64;

    /** What a set, and a member, takes beside its bytes: objects and places in map, list and tree. */
    private static final int OVERHEAD = 300;

    private static final int MEMBER_OVERHEAD = 145;

    private final IndexedMap<Member> members = new IndexedMap<>();
    private final RankTree<Member> order = new RankTree<>(Comparator.naturalOrder());
    private long bytes;

    /** Whether Redis would keep it in a listpack, which has no -0. Once it would not, it stays so, as in Redis. */
    private boolean isPacked;

    SortedSet() {
        this(true);
    }

    private SortedSet(boolean isPacked) {
        this.isPacked = isPacked;
    }

    /** An empty one, which Redis would keep as it keeps so many members from the start. */
    static SortedSet forMembers(int count) {
        return new SortedSet(count <= MOST_PACKED);
    }

    /** The outcome of an operation, to be answered, or stored once it is {@link #packed}. */
    static SortedSet of(Map<Key, Double> scores) {
        SortedSet set = new SortedSet(false);
        scores.forEach(set::add);
        return set;
    }

    /** This one, in the form in which Redis stores a new one of its size. */
    SortedSet packed() {
        isPacked = count() <= MOST_PACKED
                && members.items().stream().allMatch(member -> member.bytes().length <= LONGEST_PACKED);
        members.items().forEach(member -> member.setScore(storable(member.score())));
        return this;
    }

    /**
     * Stores it in the place of whatever the key stands for, or removes that, if it is empty; replies with its size.
     */
    Reply storeAs(Client client, byte[] key) {
        Entry old = client.database().find(key);
        if (!isEmpty()) {
            client.database().put(key, this);
        } else if (old != null) {
            client.database().remove(old);
        }
        return Reply.number(count());
    }

    @Override
    public int count() {
        return members.size();
    }

    @Nullable
    Member find(byte[] name) {
        return members.get(new Key(name));
    }

    @Override
    public @Nullable Double score(Key name) {
        Member member = members.get(name);
        return member == null ? null : member.score();
    }

    @Override
    public void forEach(Visitor visitor) {
        members.items().forEach(member -> visitor.visit(member.key(), member.score()));
    }

    /** Adds a member that is not here yet. */
    void add(Key name, double score) {
        isPacked &= count() < MOST_PACKED && name.bytes().length <= LONGEST_PACKED;
        Member member = new Member(name, storable(score));
        members.add(member);
        order.add(member);
        bytes += name.bytes().length;
    }

    void change(Member member, double score) {
        order.remove(member);
        member.setScore(storable(score));
        order.add(member);
    }

    void remove(Member member) {
        order.remove(member);
        members.remove(member);
        bytes -= member.bytes().length;
    }

    private double storable(double score) {
        return isPacked ? score + 0.0 : score; // -0 + 0 is 0
    }

    int rank(Member member) {
        return order.countLow(other -> other.compareTo(member) < 0);
    }

    /** The members in a list without order, for those who draw by lot or walk. */
    List<Member> unordered() {
        return members.items();
    }

    /** See {@link RankTree#countLow}. */
    int countLow(Predicate<Member> isLow) {
        return order.countLow(isLow);
    }

    /** @param reversed the last one first */
    void forEach(Span span, boolean reversed, Consumer<Member> action) {
        if (reversed) {
            order.forEachDown(span.from(), span.to(), action);
        } else {
            order.forEach(span.from(), span.to(), action);
        }
    }

    /** Removes the members of a span; how many those were. */
    int remove(Span span) {
        List<Member> gone = new ArrayList<>(span.length());
        forEach(span, false, gone::add);
        gone.forEach(this::remove);
        return gone.size();
    }

    boolean isPacked() {
        return isPacked;
    }

    /** Not packed from then on: Redis takes a set out of its listpack to sort it. */
    @Override
    public List<byte[]> elements() {
        isPacked = false;
        List<byte[]> names = new ArrayList<>(count());
        forEach(new Span(0, count()), false, member -> names.add(member.bytes()));
        return names;
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public String type() {
        return "zset";
    }

    @Override
    public String encoding() {
        return isPacked ? "listpack" : "skiplist";
    }

    @Override
    public long size() {
        return OVERHEAD + bytes + (long) MEMBER_OVERHEAD * count();
    }

    @Override
    public Value copy() {
        SortedSet copy = new SortedSet(isPacked);
        forEach(copy::add);
        return copy;
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }
}
