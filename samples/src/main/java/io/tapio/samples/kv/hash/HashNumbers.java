package io.tapio.samples.kv.hash;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.LongDouble;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands on fields that are numbers. */
public final class HashNumbers {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("hincrby", 4, "write denyoom fast", FIRST, HashNumbers::add),
            Spec.of("hincrbyfloat", 4, "write denyoom fast", FIRST, HashNumbers::addFloat));

    private HashNumbers() {}

    private static Reply add(Client client, Command command) {
        long increment = Integers.at(command, 3);
        Held<Hash> hash = Hash.KIND.hold(client, command.arg(1));
        byte[] value = hash.value().get(command.arg(2));
        long old = value == null ? 0 : Integers.parse(value, new Refused("ERR hash value is not an integer"));
        long sum = old + increment;
        if (((old ^ sum) & (increment ^ sum)) < 0) {
            throw new Refused("ERR increment or decrement would overflow");
        }
        put(hash, command.arg(2), Long.toString(sum));
        return Reply.number(sum);
    }

    private static Reply addFloat(Client client, Command command) {
        LongDouble increment = LongDouble.parse(command.arg(3));
        if (increment.value() == null) {
            throw new Refused("ERR value is NaN or Infinity");
        }
        Held<Hash> hash = Hash.KIND.hold(client, command.arg(1));
        byte[] value = hash.value().get(command.arg(2));
        LongDouble old = value == null ? LongDouble.ZERO : parse(value);
        return new Reply.Bulk(put(hash, command.arg(2), old.plus(increment).toString()));
    }

    private static LongDouble parse(byte[] value) {
        try {
            return LongDouble.parse(value);
        } catch (Refused notANumber) {
            throw new Refused("ERR hash value is not a float");
        }
    }

    private static byte[] put(Held<Hash> hash, byte[] name, String number) {
        byte[] value = number.getBytes(StandardCharsets.ISO_8859_1);
        hash.value().put(name, value);
        hash.changed();
        return value;
    }
}
