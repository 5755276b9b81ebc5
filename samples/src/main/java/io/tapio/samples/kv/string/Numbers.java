package io.tapio.samples.kv.string;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.LongDouble;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on strings that are numbers. */
public final class Numbers {
    public static final List<Spec> COMMANDS = List.of(
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
        long old = entry == null ? 0 : Integers.parse(Text.bytesOf(entry), Refused.NO_INTEGER);
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw new Refused("ERR increment or decrement would overflow");
        }
        store(database, entry, command.arg(1), new Text(Long.toString(sum).getBytes(StandardCharsets.ISO_8859_1)));
        return Reply.number(sum);
    }

    private static Reply addFloat(Client client, Command command) {
        Database database = client.database();
        Entry entry = database.find(command.arg(1));
        LongDouble old = entry == null ? LongDouble.ZERO : LongDouble.parse(Text.bytesOf(entry));
        LongDouble sum = old.plus(LongDouble.parse(command.arg(2)));
        byte[] text = sum.toString().getBytes(StandardCharsets.ISO_8859_1);
        store(database, entry, command.arg(1), new Text(text));
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
