package io.tapio.samples.kv;

import static io.tapio.samples.kv.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on strings that are numbers. */
final class Numbers {
    static final List<Spec> COMMANDS = List.of(
            Spec.of("incr", 2, "write denyoom fast", FIRST, (client, command) -> add(client, command, 1)),
            Spec.of("decr", 2, "write denyoom fast", FIRST, (client, command) -> add(client, command, -1)),
            Spec.of("incrby", 3, "write denyoom fast", FIRST, Numbers::increase),
            Spec.of("decrby", 3, "write denyoom fast", FIRST, Numbers::decrease),
            Spec.of("incrbyfloat", 3, "write denyoom fast", FIRST, Numbers::addFloat));

    private Numbers() {}

    private static Reply increase(Client client, Command command) {
        return add(client, command, Integers.at(command, 2));
    }

    private static Reply decrease(Client client, Command command) {
        long decrement = Integers.at(command, 2);
        if (decrement == Long.MIN_VALUE) {
            throw new Refused("ERR decrement would overflow");
        }
        return add(client, command, -decrement);
    }

    private static Reply add(Client client, Command command, long increment) {
        Database database = client.database();
        Entry entry = database.find(command.arg(1));
        long old = entry == null ? 0 : Integers.parse(entry.text(), Refused.NO_INTEGER);
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw new Refused("ERR increment or decrement would overflow");
        }
        store(database, entry, command.arg(1), Integers.value(sum));
        return Reply.number(sum);
    }

    private static Reply addFloat(Client client, Command command) {
        Database database = client.database();
        Entry entry = database.find(command.arg(1));
        LongDouble old = entry == null ? LongDouble.ZERO : LongDouble.parse(entry.text());
        LongDouble sum = old.plus(LongDouble.parse(command.arg(2)));
        byte[] text = sum.toString().getBytes(StandardCharsets.ISO_8859_1);
        store(database, entry, command.arg(1), new Value.Text(text));
        return new Reply.Bulk(text);
    }

    private static void store(Database database, @Nullable Entry entry, byte[] key, Value value) {
        if (entry == null) {
            database.put(key, value);
        } else {
            database.change(entry, value);
        }
    }
}
