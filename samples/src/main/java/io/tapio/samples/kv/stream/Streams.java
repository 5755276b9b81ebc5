package io.tapio.samples.kv.stream;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Spec.Keys;
import java.util.ArrayList;
import java.util.List;

/** Commands on streams; here are those that read ranges or remove entries. */
public final class Streams {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("xadd", -5, "write denyoom fast", FIRST, Adding::run),
            Spec.of("xlen", 2, "readonly fast", FIRST, Streams::length),
            Spec.of("xrange", -4, "readonly", FIRST, (client, command) -> range(client, command, false)),
            Spec.of("xrevrange", -4, "readonly", FIRST, (client, command) -> range(client, command, true)),
            Spec.of("xdel", -3, "write fast", FIRST, Streams::delete),
            Spec.of("xtrim", -4, "write", FIRST, Streams::trim),
            Spec.of("xread", -4, "readonly movablekeys", Reading::run),
            Spec.of("xsetid", -3, "write denyoom fast", FIRST, History::set),
            Spec.of("xinfo", -2, "", (client, command) -> Reply.NIL)
                    .with(List.of(
                            Spec.of("xinfo|stream", -3, "readonly", new Keys(2, 2, 1), History::info),
                            Spec.of("xinfo|help", 2, "loading stale", Help::run))));

    private Streams() {}

    private static Reply length(Client client, Command command) {
        return Reply.number(Stream.KIND.read(client, command.arg(1)).length());
    }

    private static Reply range(Client client, Command command, boolean reversed) {
        StreamRange range = StreamRange.parse(command.arg(reversed ? 3 : 2), command.arg(reversed ? 2 : 3));
        long count = Long.MAX_VALUE;
        for (int i = 4; i < command.argCount(); i += 2) {
            if (!command.is(i, "count") || i + 1 == command.argCount()) {
                throw Refused.SYNTAX;
            }
            count = Integers.at(command, i + 1);
        }
        Held<Stream> held = Stream.KIND.hold(client, command.arg(1));
        if (held.isNew()) {
            return Reply.Array.of();
        }
        return count <= 0 ? Reply.NIL_ARRAY : held.value().reply(range, reversed, count);
    }

    private static Reply delete(Client client, Command command) {
        Held<Stream> held = Stream.KIND.hold(client, command.arg(1));
        if (held.isNew()) {
            return Reply.ZERO;
        }
        List<StreamId> ids = new ArrayList<>(command.argCount() - 2);
        for (int i = 2; i < command.argCount(); i++) {
            ids.add(StreamId.parse(command.arg(i), 0));
        }
        long deleted = ids.stream().filter(held.value()::delete).count();
        if (deleted > 0) {
            held.changed();
        }
        return Reply.number(deleted);
    }

    private static Reply trim(Client client, Command command) {
        Trim.Reader options = new Trim.Reader(command);
        for (int i = 2, next; i < command.argCount(); i = next) {
            next = options.readOption(i);
            if (next == i) {
                throw Refused.SYNTAX;
            }
        }
        Trim trim = options.trim(true);
        Held<Stream> held = Stream.KIND.hold(client, command.arg(1));
        int trimmed = held.value().trim(trim);
        if (trimmed > 0) {
            held.changed();
        }
        return Reply.number(trimmed);
    }
}
