package io.tapio.samples.kv.set;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;
import static io.tapio.samples.kv.command.Spec.Keys.TWO;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Walk;
import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;
import java.util.ArrayList;
import java.util.List;

/** Commands on sets and their members. */
public final class Sets {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("sadd", -3, "write denyoom fast", FIRST, Sets::add),
            Spec.of("srem", -3, "write fast", FIRST, Sets::remove),
            Spec.of("smembers", 2, "readonly", FIRST, Sets::members),
            Spec.of("sismember", 3, "readonly fast", FIRST, Sets::contains),
            Spec.of("smismember", -3, "readonly fast", FIRST, Sets::containsMany),
            Spec.of("scard", 2, "readonly fast", FIRST, Sets::count),
            Spec.of("smove", 4, "write fast", TWO, Sets::move),
            Spec.of("sscan", -3, "readonly", FIRST, Sets::scan));

    private Sets() {}

    /** All members of a set. */
    static Reply reply(Members members) {
        return new Reply.Set(bulks(members.items()));
    }

    private static List<Reply> bulks(List<IndexedMap.Item> members) {
        List<Reply> bulks = new ArrayList<>(members.size());
        members.forEach(member -> bulks.add(new Reply.Bulk(member.key().bytes())));
        return bulks;
    }

    private static Reply add(Client client, Command command) {
        Held<Members> set = Members.KIND.hold(client, command.arg(1));
        int added = 0;
        for (int i = 2; i < command.argCount(); i++) {
            added += set.value().add(new Key(command.arg(i))) ? 1 : 0;
        }
        if (added > 0) {
            set.changed();
        }
        return Reply.number(added);
    }

    private static Reply remove(Client client, Command command) {
        Held<Members> set = Members.KIND.hold(client, command.arg(1));
        int removed = 0;
        for (int i = 2; i < command.argCount(); i++) {
            removed += set.value().remove(new Key(command.arg(i))) ? 1 : 0;
        }
        if (removed > 0) {
            set.changed();
        }
        return Reply.number(removed);
    }

    private static Reply members(Client client, Command command) {
        return reply(Members.KIND.read(client, command.arg(1)));
    }

    private static Reply contains(Client client, Command command) {
        return contains(Members.KIND.read(client, command.arg(1)), command.arg(2));
    }

    private static Reply containsMany(Client client, Command command) {
        Members set = Members.KIND.read(client, command.arg(1));
        List<Reply> there = new ArrayList<>(command.argCount() - 2);
        for (int i = 2; i < command.argCount(); i++) {
            there.add(contains(set, command.arg(i)));
        }
        return new Reply.Array(there);
    }

    private static Reply contains(Members set, byte[] member) {
        return set.contains(new Key(member)) ? Reply.ONE : Reply.ZERO;
    }

    private static Reply count(Client client, Command command) {
        return Reply.number(Members.KIND.read(client, command.arg(1)).count());
    }

    private static Reply move(Client client, Command command) {
        Held<Members> source = Members.KIND.hold(client, command.arg(1));
        if (source.isNew()) {
            return Reply.ZERO;
        }
        Held<Members> target = Members.KIND.hold(client, command.arg(2));
        Key member = new Key(command.arg(3));
        if (!source.value().contains(member)) {
            return Reply.ZERO;
        }
        if (source.value() != target.value()) {
            source.value().remove(member);
            source.changed();
            if (target.value().add(member)) {
                target.changed();
            }
        }
        return Reply.ONE;
    }

    private static Reply scan(Client client, Command command) {
        long cursor = Walk.cursor(command, 2);
        Members set = Members.KIND.read(client, command.arg(1));
        if (set.isEmpty()) {
            return Walk.reply(0, List.of());
        }
        Walk walk = Walk.of(cursor, command, 3, false);
        int start = set.isNumbers() ? 0 : walk.start(set.count());
        int end = set.isNumbers() ? set.count() : walk.end(set.count());
        List<IndexedMap.Item> found = set.items().subList(start, end).stream()
                .filter(member -> walk.takes(member.key().bytes()))
                .toList();
        return Walk.reply(start, bulks(found));
    }
}
