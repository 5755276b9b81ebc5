package io.tapio.samples.kv.set;

import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Elements;
import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.data.Scored;
import io.tapio.samples.kv.data.Value;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set. A small one of whole numbers stays in their order, and SSCAN gives it in one piece, as with Redis' intset;
 * once it has had another member, or has grown, it stays as it is then.
 */
final class Members implements Elements, Scored {
    static final Kind<Members> KIND = new Kind<>(Members.class, Members::new);

    /** Redis' {@code set-max-intset-entries}. */
    private static final int MOST_NUMBERS = 512;

    /** What a set, and a member, takes beside its bytes: objects and places in map and list. */
    private static final int OVERHEAD = 250;

    private static final int MEMBER_OVERHEAD = 105;

    private static final Comparator<Key> BY_NUMBER =
            Comparator.comparingLong(key -> Integers.parse(key.bytes(), Refused.NO_INTEGER));

    private final IndexedMap<IndexedMap.Item> members = new IndexedMap<>();
    private boolean isNumbers = true;
    private long bytes;

    @Override
    public int count() {
        return members.size();
    }

    @Override
    public @Nullable Double score(Key member) {
        return contains(member) ? 1.0 : null;
    }

    @Override
    public void forEach(Visitor visitor) {
        items().forEach(item -> visitor.visit(item.key(), 1));
    }

    Key at(int place) {
        return members.at(place).key();
    }

    List<IndexedMap.Item> items() {
        return members.items();
    }

    boolean contains(Key member) {
        return members.contains(member);
    }

    /** True if the member is new. */
    boolean add(Key member) {
        if (members.contains(member)) {
            return false;
        }
        isNumbers = isNumbers && Integers.isOne(member.bytes());
        members.insert(isNumbers ? placeOf(member) : count(), new IndexedMap.Item(member));
        isNumbers = isNumbers && count() <= MOST_NUMBERS;
        bytes += member.bytes().length;
        return true;
    }

    /** True if the member was there. */
    boolean remove(Key member) {
        IndexedMap.Item item = members.get(member);
        if (item == null) {
            return false;
        }
        if (isNumbers) {
            members.removeInOrder(item);
        } else {
            members.remove(item);
        }
        bytes -= member.bytes().length;
        return true;
    }

    boolean isNumbers() {
        return isNumbers;
    }

    /** Where a number that is not there belongs. */
    private int placeOf(Key number) {
        int from = 0;
        int to = count();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (BY_NUMBER.compare(at(middle), number) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public String type() {
        return "set";
    }

    @Override
    public String encoding() {
        return isNumbers ? "intset" : "hashtable";
    }

    @Override
    public long size() {
        return OVERHEAD + bytes + (long) MEMBER_OVERHEAD * count();
    }

    @Override
    public Value copy() {
        Members copy = new Members();
        items().forEach(item -> copy.members.add(new IndexedMap.Item(item.key())));
        copy.isNumbers = isNumbers;
        copy.bytes = bytes;
        return copy;
    }

    @Override
    public List<byte[]> elements() {
        return items().stream().map(item -> item.key().bytes()).toList();
    }

    @Override
    public boolean isOrdered() {
        return false;
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }
}
