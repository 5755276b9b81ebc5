package io.tapio.samples.kv.sortedset;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;
import static io.tapio.samples.kv.command.Spec.Keys.TWO;
import static io.tapio.samples.kv.sortedset.Bounds.Kind.LEX;
import static io.tapio.samples.kv.sortedset.Bounds.Kind.RANK;
import static io.tapio.samples.kv.sortedset.Bounds.Kind.SCORE;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Pairs;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.sortedset.RangeQuery.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on the members within bounds: they are listed, stored, counted or removed. */
final class Ranges {
    static final List<Spec> COMMANDS = List.of(
            list("zrange", null, null),
            list("zrevrange", RANK, true),
            list("zrangebyscore", SCORE, false),
            list("zrevrangebyscore", SCORE, true),
            list("zrangebylex", LEX, false),
            list("zrevrangebylex", LEX, true),
            Spec.of("zrangestore", -5, "write denyoom", TWO, Ranges::store),
            Spec.of("zcount", 4, "readonly fast", FIRST, (client, command) -> count(client, command, SCORE)),
            Spec.of("zlexcount", 4, "readonly fast", FIRST, (client, command) -> count(client, command, LEX)),
            Spec.of("zremrangebyrank", 4, "write", FIRST, (client, command) -> remove(client, command, RANK)),
            Spec.of("zremrangebyscore", 4, "write", FIRST, (client, command) -> remove(client, command, SCORE)),
            Spec.of("zremrangebylex", 4, "write", FIRST, (client, command) -> remove(client, command, LEX)));

    private static final Form STORE = new Form(2, null, null, false);

    private Ranges() {}

    private static Spec list(String name, Bounds.@Nullable Kind kind, @Nullable Boolean reversed) {
        Form form = new Form(1, kind, reversed, true);
        return Spec.of(name, -4, "readonly", FIRST, (client, command) -> {
            RangeQuery query = form.read(command);
            SortedSet set = SortedSet.KIND.read(client, command.arg(1));
            return query.withScores()
                    ? Pairs.reply(client, Listing.pairs(set, query.in(set), query.reversed()))
                    : Listing.names(set, query.in(set), query.reversed());
        });
    }

    private static Reply store(Client client, Command command) {
        RangeQuery query = STORE.read(command);
        SortedSet set = SortedSet.KIND.read(client, command.arg(2));
        Span span = query.in(set);
        SortedSet found = SortedSet.forMembers(query.bounds() instanceof Bounds.ByRank ? span.length() : 0);
        set.forEach(span, false, member -> found.add(member.key(), member.score()));
        return found.storeAs(client, command.arg(1));
    }

    private static Reply count(Client client, Command command, Bounds.Kind kind) {
        Bounds bounds = kind.read(command, 2, 3);
        return Reply.number(
                bounds.in(SortedSet.KIND.read(client, command.arg(1))).length());
    }

    private static Reply remove(Client client, Command command, Bounds.Kind kind) {
        Bounds bounds = kind.read(command, 2, 3);
        Held<SortedSet> held = SortedSet.KIND.hold(client, command.arg(1));
        SortedSet set = held.value();
        int removed = set.remove(bounds.in(set));
        if (removed > 0) {
            held.changed();
        }
        return Reply.number(removed);
    }
}
