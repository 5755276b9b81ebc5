package io.tapio.samples.kv.sortedset;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands on sorted sets; here are those on single members. */
public final class SortedSets {
    public static final List<Spec> COMMANDS = Stream.of(
                    List.of(
                            Spec.of("zadd", -4, "write denyoom fast", FIRST, Adding::add),
                            Spec.of("zincrby", 4, "write denyoom fast", FIRST, Adding::increase),
                            Spec.of("zrem", -3, "write fast", FIRST, SortedSets::remove),
                            Spec.of("zcard", 2, "readonly fast", FIRST, SortedSets::count),
                            Spec.of("zscore", 3, "readonly fast", FIRST, SortedSets::score),
                            Spec.of("zmscore", -3, "readonly fast", FIRST, SortedSets::scores),
                            Spec.of("zrank", 3, "readonly fast", FIRST, SortedSets::rank),
                            Spec.of("zrevrank", 3, "readonly fast", FIRST, SortedSets::reverseRank),
                            Spec.of("zrandmember", -2, "readonly", FIRST, Samples::random),
                            Spec.of("zscan", -3, "readonly", FIRST, Samples::scan)),
                    Ranges.COMMANDS,
                    Pops.COMMANDS,
                    Operations.COMMANDS)
            .flatMap(List::stream)
            .toList();

    private SortedSets() {}

    private static Reply remove(Client client, Command command) {
        Held<SortedSet> held = SortedSet.KIND.hold(client, command.arg(1));
        SortedSet set = held.value();
        int removed = 0;
        for (int i = 2; i < command.argCount(); i++) {
            Member member = set.find(command.arg(i));
            if (member != null) {
                set.remove(member);
                removed++;
            }
        }
        if (removed > 0) {
            held.changed();
        }
        return Reply.number(removed);
    }

    private static Reply count(Client client, Command command) {
        return Reply.number(SortedSet.KIND.read(client, command.arg(1)).count());
    }

    private static Reply score(Client client, Command command) {
        return score(SortedSet.KIND.read(client, command.arg(1)), command.arg(2));
    }

    private static Reply scores(Client client, Command command) {
        SortedSet set = SortedSet.KIND.read(client, command.arg(1));
        List<Reply> scores = new ArrayList<>(command.argCount() - 2);
        for (int i = 2; i < command.argCount(); i++) {
            scores.add(score(set, command.arg(i)));
        }
        return new Reply.Array(scores);
    }

    private static Reply score(SortedSet set, byte[] name) {
        Member member = set.find(name);
        return member == null ? Reply.NIL : new Reply.Double(member.score());
    }

    private static Reply rank(Client client, Command command) {
        SortedSet set = SortedSet.KIND.read(client, command.arg(1));
        Member member = set.find(command.arg(2));
        return member == null ? Reply.NIL : Reply.number(set.rank(member));
    }

    private static Reply reverseRank(Client client, Command command) {
        SortedSet set = SortedSet.KIND.read(client, command.arg(1));
        Member member = set.find(command.arg(2));
        return member == null ? Reply.NIL : Reply.number(set.count() - 1 - set.rank(member));
    }
}
