package io.tapio.samples.kv.set;

import static io.tapio.samples.kv.command.Spec.Keys.ALL;
import static io.tapio.samples.kv.command.Spec.Keys.NONE;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.IndexedMap;
import io.tapio.samples.kv.data.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Commands that make a set of several. */
public final class Algebra {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("sinter", -2, "readonly", ALL, (client, command) -> tell(client, command, Algebra::intersection)),
            Spec.of("sunion", -2, "readonly", ALL, (client, command) -> tell(client, command, Algebra::union)),
            Spec.of("sdiff", -2, "readonly", ALL, (client, command) -> tell(client, command, Algebra::difference)),
            Spec.of(
                    "sinterstore",
                    -3,
                    "write denyoom",
                    ALL,
                    (client, command) -> store(client, command, Algebra::intersection)),
            Spec.of(
                    "sunionstore",
                    -3,
                    "write denyoom",
                    ALL,
                    (client, command) -> store(client, command, Algebra::union)),
            Spec.of(
                    "sdiffstore",
                    -3,
                    "write denyoom",
                    ALL,
                    (client, command) -> store(client, command, Algebra::difference)),
            Spec.of("sintercard", -3, "readonly movablekeys", NONE, Algebra::countCommon));

    private Algebra() {}

    private static Reply tell(Client client, Command command, Function<List<Members>, Members> operation) {
        return Sets.reply(operation.apply(sets(client, command, 1, command.argCount())));
    }

    private static Reply store(Client client, Command command, Function<List<Members>, Members> operation) {
        Members result = operation.apply(sets(client, command, 2, command.argCount()));
        Database database = client.database();
        if (!result.isEmpty()) {
            database.put(command.arg(1), result);
        } else {
            Entry old = database.find(command.arg(1));
            if (old != null) {
                database.remove(old);
            }
        }
        return Reply.number(result.count());
    }

    private static Reply countCommon(Client client, Command command) {
        long keys = Integers.atLeast(1, command, 1, Refused.NO_KEYS);
        if (keys > command.argCount() - 2) {
            throw new Refused("ERR Number of keys can't be greater than number of args");
        }
        int options = (int) keys + 2;
        long limit = 0;
        for (int i = options; i < command.argCount(); i += 2) {
            if (!command.is(i, "limit") || i + 1 == command.argCount()) {
                throw Refused.SYNTAX;
            }
            limit = Integers.atLeast(0, command, i + 1, new Refused("ERR LIMIT can't be negative"));
        }
        Stream<Key> common = common(sets(client, command, 2, options));
        return Reply.number(common.limit(limit == 0 ? Long.MAX_VALUE : limit).count());
    }

    private static List<Members> sets(Client client, Command command, int from, int to) {
        List<Members> sets = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            sets.add(Members.KIND.read(client, command.arg(i)));
        }
        return sets;
    }

    private static Members intersection(List<Members> sets) {
        return collect(common(sets));
    }

    /** The work is the size of the smallest set, times the number of sets. */
    private static Stream<Key> common(List<Members> sets) {
        List<Members> bySize =
                sets.stream().sorted(Comparator.comparingInt(Members::count)).toList();
        return keys(bySize.get(0)).filter(member -> bySize.stream().allMatch(set -> set.contains(member)));
    }

    private static Members union(List<Members> sets) {
        return collect(sets.stream().flatMap(Algebra::keys));
    }

    /**
     * As Redis, by what is less work: to look each member of the first set up in the others, which is preferred, or to
     * take the members of the others away from it.
     */
    private static Members difference(List<Members> sets) {
        Members first = sets.get(0);
        List<Members> others =
                sets.stream().skip(1).filter(set -> !set.isEmpty()).toList();
        long all = first.count() + others.stream().mapToLong(Members::count).sum();
        if ((long) first.count() * (1 + others.size()) / 2 <= all) {
            return collect(keys(first).filter(member -> others.stream().noneMatch(set -> set.contains(member))));
        }
        Members rest = collect(keys(first));
        others.stream().flatMap(Algebra::keys).forEach(rest::remove);
        return rest;
    }

    private static Stream<Key> keys(Members set) {
        return set.items().stream().map(IndexedMap.Item::key);
    }

    private static Members collect(Stream<Key> members) {
        Members set = new Members();
        members.forEach(set::add);
        return set;
    }
}
