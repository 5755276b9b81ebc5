package io.tapio.samples.kv.set;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Lot;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Key;
import java.util.List;

/** Commands that draw members of a set by lot. */
public final class SetSamples {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("srandmember", -2, "readonly", FIRST, SetSamples::random),
            Spec.of("spop", -2, "write fast", FIRST, SetSamples::pop));

    private SetSamples() {}

    private static Reply random(Client client, Command command) {
        checkArguments(command);
        boolean many = command.argCount() == 3;
        long count = many ? Lot.count(command, 2) : 1;
        Members set = Members.KIND.read(client, command.arg(1));
        if (set.isEmpty()) {
            return many ? Reply.Array.of() : Reply.NIL;
        }
        List<Reply> drawn = Lot.draw(set.count(), count, Integer.MAX_VALUE, place -> bulk(set.at(place)));
        return many ? new Reply.Array(drawn) : drawn.get(0);
    }

    private static Reply pop(Client client, Command command) {
        checkArguments(command);
        boolean many = command.argCount() == 3;
        long count = many ? Integers.atLeast(0, command, 2, Refused.NOT_POSITIVE) : 1;
        Held<Members> set = Members.KIND.hold(client, command.arg(1));
        if (set.isNew() || count == 0) {
            return many ? reply(List.of()) : Reply.NIL;
        }
        List<Key> drawn =
                Lot.draw(set.value().count(), count, 0, place -> set.value().at(place));
        drawn.forEach(set.value()::remove);
        set.changed();
        return many ? reply(drawn) : bulk(drawn.get(0));
    }

    private static Reply reply(List<Key> popped) {
        return new Reply.Set(popped.stream().map(SetSamples::bulk).toList());
    }

    private static void checkArguments(Command command) {
        if (command.argCount() > 3) {
            throw Refused.SYNTAX;
        }
    }

    private static Reply bulk(Key member) {
        return new Reply.Bulk(member.bytes());
    }
}
