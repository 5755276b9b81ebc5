package io.tapio.samples.kv.sortedset;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Pairs;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import java.util.List;

/** Commands that remove the members with the lowest or highest scores, and reply with them. */
final class Pops {
    static final List<Spec> COMMANDS = List.of(
            Spec.of("zpopmin", -2, "write fast", FIRST, (client, command) -> pop(client, command, false)),
            Spec.of("zpopmax", -2, "write fast", FIRST, (client, command) -> pop(client, command, true)),
            Spec.of("zmpop", -4, "write movablekeys", Pops::popFirst));

    private static final Refused NO_COUNT = new Refused("ERR count should be greater than 0");

    private Pops() {}

    /** A pair that nobody has counted is never in an array of its own. */
    private static Reply pop(Client client, Command command, boolean highest) {
        if (command.argCount() > 3) {
            throw Refused.SYNTAX;
        }
        long count = command.argCount() == 2 ? 1 : Integers.atLeast(0, command, 2, Refused.NOT_POSITIVE);
        List<Reply> popped = take(SortedSet.KIND.hold(client, command.arg(1)), highest, count);
        return command.argCount() == 2 ? Pairs.flat(popped) : Pairs.reply(client, popped);
    }

    /** ZMPOP: from the first key that there is. */
    private static Reply popFirst(Client client, Command command) {
        long keys = Integers.atLeast(1, command, 1, Refused.NO_KEYS);
        if (keys > command.argCount() - 3) {
            throw Refused.SYNTAX;
        }
        int way = (int) keys + 2;
        boolean highest = command.is(way, "max");
        if (!highest && !command.is(way, "min")) {
            throw Refused.SYNTAX;
        }
        boolean hasCount = command.argCount() > way + 2 && command.is(way + 1, "count");
        long count = hasCount ? Integers.atLeast(1, command, way + 2, NO_COUNT) : 1;
        if (command.argCount() > (hasCount ? way + 3 : way + 1)) {
            throw Refused.SYNTAX;
        }
        for (int i = 2; i < way; i++) {
            Held<SortedSet> held = SortedSet.KIND.hold(client, command.arg(i));
            if (!held.isNew()) {
                return Reply.Array.of(new Reply.Bulk(command.arg(i)), new Reply.Array(take(held, highest, count)));
            }
        }
        return Reply.NIL_ARRAY;
    }

    private static List<Reply> take(Held<SortedSet> held, boolean highest, long count) {
        SortedSet set = held.value();
        Span span = new Span(0, (int) Math.min(count, set.count()));
        Span taken = highest ? span.mirrored(set.count()) : span;
        List<Reply> popped = Listing.pairs(set, taken, highest);
        if (set.remove(taken) > 0) {
            held.changed();
        }
        return popped;
    }
}
