package io.tapio.samples.kv.list;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;
import static io.tapio.samples.kv.command.Spec.Keys.NONE;
import static io.tapio.samples.kv.command.Spec.Keys.TWO;
import static io.tapio.samples.kv.list.Sequence.End.LEFT;
import static io.tapio.samples.kv.list.Sequence.End.RIGHT;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.list.Sequence.End;
import java.util.List;

/** Commands on the ends of lists. */
public final class Ends {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("lpush", -3, "write denyoom fast", FIRST, (client, command) -> push(client, command, LEFT)),
            Spec.of("rpush", -3, "write denyoom fast", FIRST, (client, command) -> push(client, command, RIGHT)),
            Spec.of("lpushx", -3, "write denyoom fast", FIRST, (client, command) -> pushIfThere(client, command, LEFT)),
            Spec.of(
                    "rpushx",
                    -3,
                    "write denyoom fast",
                    FIRST,
                    (client, command) -> pushIfThere(client, command, RIGHT)),
            Spec.of("lpop", -2, "write fast", FIRST, (client, command) -> pop(client, command, LEFT)),
            Spec.of("rpop", -2, "write fast", FIRST, (client, command) -> pop(client, command, RIGHT)),
            Spec.of("lmpop", -4, "write movablekeys", NONE, Ends::popFirstOfMany),
            Spec.of("lmove", 5, "write denyoom", TWO, Ends::move),
            Spec.of("rpoplpush", 3, "write denyoom", TWO, (client, command) -> move(client, command, RIGHT, LEFT)));

    private Ends() {}

    private static Reply push(Client client, Command command, End end) {
        return push(Sequence.KIND.hold(client, command.arg(1)), command, end);
    }

    private static Reply pushIfThere(Client client, Command command, End end) {
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        return list.isNew() ? Reply.ZERO : push(list, command, end);
    }

    private static Reply push(Held<Sequence> list, Command command, End end) {
        for (int i = 2; i < command.argCount(); i++) {
            list.value().push(end, new Reply.Bulk(command.arg(i)));
        }
        list.changed();
        return Reply.number(list.value().length());
    }

    private static Reply pop(Client client, Command command, End end) {
        if (command.argCount() > 3) {
            throw Refused.wrongArity(end == LEFT ? "lpop" : "rpop");
        }
        boolean many = command.argCount() == 3;
        long count = many ? Integers.atLeast(0, command, 2, Refused.NOT_POSITIVE) : 1;
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        if (list.isNew()) {
            return many ? Reply.NIL_ARRAY : Reply.NIL;
        }
        if (count == 0) {
            return Reply.Array.of();
        }
        Reply popped = many
                ? new Reply.Array(list.value().pop(end, count))
                : list.value().pop(end);
        list.changed();
        return popped;
    }

    private static Reply popFirstOfMany(Client client, Command command) {
        long keys = Integers.atLeast(1, command, 1, Refused.NO_KEYS);
        if (keys > command.argCount() - 3) {
            throw Refused.SYNTAX;
        }
        int at = (int) keys + 2;
        End end = end(command, at);
        long count = count(command, at + 1);
        for (int i = 2; i < at; i++) {
            Held<Sequence> list = Sequence.KIND.hold(client, command.arg(i));
            if (!list.isNew()) {
                Reply popped = new Reply.Array(list.value().pop(end, count));
                list.changed();
                return Reply.Array.of(new Reply.Bulk(command.arg(i)), popped);
            }
        }
        return Reply.NIL_ARRAY;
    }

    private static long count(Command command, int at) {
        if (command.argCount() == at) {
            return 1;
        }
        if (!command.is(at, "count") || command.argCount() == at + 1) {
            throw Refused.SYNTAX;
        }
        long count = Integers.atLeast(1, command, at + 1, new Refused("ERR count should be greater than 0"));
        if (command.argCount() > at + 2) {
            throw Refused.SYNTAX;
        }
        return count;
    }

    private static Reply move(Client client, Command command) {
        return move(client, command, end(command, 3), end(command, 4));
    }

    private static Reply move(Client client, Command command, End from, End to) {
        Held<Sequence> source = Sequence.KIND.hold(client, command.arg(1));
        if (source.isNew()) {
            return Reply.NIL;
        }
        Held<Sequence> target = Sequence.KIND.hold(client, command.arg(2));
        Reply.Bulk element = source.value().pop(from);
        target.value().push(to, element);
        source.changed();
        target.changed();
        return element;
    }

    private static End end(Command command, int argument) {
        for (End end : End.values()) {
            if (command.is(argument, end.name())) {
                return end;
            }
        }
        throw Refused.SYNTAX;
    }
}
