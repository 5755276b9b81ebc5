package io.tapio.samples.kv.list;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.list.Sequence.End;
import java.util.List;

/** Commands on lists: what reads them, and what changes them in place. */
public final class Lists {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("llen", 2, "readonly fast", FIRST, Lists::length),
            Spec.of("lrange", 4, "readonly", FIRST, Lists::range),
            Spec.of("lindex", 3, "readonly", FIRST, Lists::get),
            Spec.of("lpos", -3, "readonly", FIRST, Positions::find),
            Spec.of("lset", 4, "write denyoom", FIRST, Lists::set),
            Spec.of("linsert", 5, "write denyoom", FIRST, Lists::insert),
            Spec.of("lrem", 4, "write", FIRST, Lists::remove),
            Spec.of("ltrim", 4, "write", FIRST, Lists::trim));

    private Lists() {}

    private static Reply length(Client client, Command command) {
        return Reply.number(Sequence.KIND.read(client, command.arg(1)).length());
    }

    private static Reply range(Client client, Command command) {
        Span.Asked asked = Span.Asked.of(command);
        Sequence list = Sequence.KIND.read(client, command.arg(1));
        return new Reply.Array(list.range(asked.in(list.length())));
    }

    private static Reply get(Client client, Command command) {
        Sequence list = Sequence.KIND.read(client, command.arg(1));
        if (list.isEmpty()) {
            return Reply.NIL;
        }
        long index = index(command, list);
        return index >= 0 && index < list.length() ? list.get((int) index) : Reply.NIL;
    }

    /** The index that argument 2 is; one that is not in the list if it is not. */
    private static long index(Command command, Sequence list) {
        long index = Integers.at(command, 2);
        return index < 0 ? index + list.length() : index;
    }

    private static Reply set(Client client, Command command) {
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        if (list.isNew()) {
            throw Refused.NO_SUCH_KEY;
        }
        long index = index(command, list.value());
        if (index < 0 || index >= list.value().length()) {
            throw new Refused("ERR index out of range");
        }
        list.value().set((int) index, command.arg(3));
        list.changed();
        return Reply.OK;
    }

    private static Reply insert(Client client, Command command) {
        boolean after = command.is(2, "after");
        if (!after && !command.is(2, "before")) {
            throw Refused.SYNTAX;
        }
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        if (list.isNew()) {
            return Reply.ZERO;
        }
        int pivot = Positions.first(list.value(), new Reply.Bulk(command.arg(3)));
        if (pivot < 0) {
            return Reply.number(-1);
        }
        list.value().insert(after ? pivot + 1 : pivot, command.arg(4));
        list.changed();
        return Reply.number(list.value().length());
    }

    private static Reply remove(Client client, Command command) {
        long count = Integers.at(command, 2);
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        // the absolute value of the least number is negative, and so no limit, as is that of zero
        int removed = list.value()
                .removeAll(
                        new Reply.Bulk(command.arg(3)),
                        count < 0 ? End.RIGHT : End.LEFT,
                        count == 0 ? -1 : Math.abs(count));
        if (removed > 0) {
            list.changed();
        }
        return Reply.number(removed);
    }

    private static Reply trim(Client client, Command command) {
        Span.Asked asked = Span.Asked.of(command);
        Held<Sequence> list = Sequence.KIND.hold(client, command.arg(1));
        if (!list.isNew()) {
            list.value().trim(asked.in(list.value().length()));
            list.changed();
        }
        return Reply.OK;
    }
}
