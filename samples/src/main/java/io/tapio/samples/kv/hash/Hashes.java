package io.tapio.samples.kv.hash;

import static io.tapio.samples.kv.command.Spec.Keys.FIRST;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands on hashes and their fields. */
public final class Hashes {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("hset", -4, "write denyoom fast", FIRST, (client, command) -> Reply.number(put(client, command))),
            Spec.of("hmset", -4, "write denyoom fast", FIRST, Hashes::putAll),
            Spec.of("hsetnx", 4, "write denyoom fast", FIRST, Hashes::putIfAbsent),
            Spec.of("hget", 3, "readonly fast", FIRST, Hashes::get),
            Spec.of("hmget", -3, "readonly fast", FIRST, Hashes::getMany),
            Spec.of("hgetall", 2, "readonly", FIRST, Hashes::getAll),
            Spec.of("hkeys", 2, "readonly", FIRST, (client, command) -> list(client, command, Hash.Field::name)),
            Spec.of("hvals", 2, "readonly", FIRST, (client, command) -> list(client, command, Hash.Field::value)),
            Spec.of("hdel", -3, "write fast", FIRST, Hashes::delete),
            Spec.of("hexists", 3, "readonly fast", FIRST, Hashes::exists),
            Spec.of("hlen", 2, "readonly fast", FIRST, Hashes::count),
            Spec.of("hstrlen", 3, "readonly fast", FIRST, Hashes::length));

    private Hashes() {}

    private static Reply putAll(Client client, Command command) {
        put(client, command);
        return Reply.OK;
    }

    private static int put(Client client, Command command) {
        if (command.argCount() % 2 != 0) {
            throw Refused.wrongArity(client.server().table().find(command).name());
        }
        Held<Hash> hash = Hash.KIND.hold(client, command.arg(1));
        int added = 0;
        for (int i = 2; i < command.argCount(); i += 2) {
            added += hash.value().put(command.arg(i), command.arg(i + 1)) ? 1 : 0;
        }
        hash.changed();
        return added;
    }

    private static Reply putIfAbsent(Client client, Command command) {
        Held<Hash> hash = Hash.KIND.hold(client, command.arg(1));
        if (hash.value().get(command.arg(2)) != null) {
            return Reply.ZERO;
        }
        hash.value().put(command.arg(2), command.arg(3));
        hash.changed();
        return Reply.ONE;
    }

    private static Reply get(Client client, Command command) {
        return bulk(Hash.KIND.read(client, command.arg(1)).get(command.arg(2)));
    }

    private static Reply bulk(byte @Nullable [] value) {
        return value == null ? Reply.NIL : new Reply.Bulk(value);
    }

    private static Reply getMany(Client client, Command command) {
        Hash hash = Hash.KIND.read(client, command.arg(1));
        List<Reply> values = new ArrayList<>(command.argCount() - 2);
        for (int i = 2; i < command.argCount(); i++) {
            values.add(bulk(hash.get(command.arg(i))));
        }
        return new Reply.Array(values);
    }

    private static Reply getAll(Client client, Command command) {
        Hash hash = Hash.KIND.read(client, command.arg(1));
        List<Reply.Entry> entries = new ArrayList<>(hash.fields().size());
        for (Hash.Field field : hash.fields()) {
            entries.add(new Reply.Entry(new Reply.Bulk(field.name()), new Reply.Bulk(field.value())));
        }
        return new Reply.Map(entries);
    }

    private static Reply list(Client client, Command command, Function<Hash.Field, byte[]> what) {
        Hash hash = Hash.KIND.read(client, command.arg(1));
        List<Reply> list = new ArrayList<>(hash.fields().size());
        for (Hash.Field field : hash.fields()) {
            list.add(new Reply.Bulk(what.apply(field)));
        }
        return new Reply.Array(list);
    }

    private static Reply delete(Client client, Command command) {
        Held<Hash> hash = Hash.KIND.hold(client, command.arg(1));
        int deleted = 0;
        for (int i = 2; i < command.argCount(); i++) {
            deleted += hash.value().remove(command.arg(i)) ? 1 : 0;
        }
        if (deleted > 0) {
            hash.changed();
        }
        return Reply.number(deleted);
    }

    private static Reply exists(Client client, Command command) {
        return Hash.KIND.read(client, command.arg(1)).get(command.arg(2)) == null ? Reply.ZERO : Reply.ONE;
    }

    private static Reply count(Client client, Command command) {
        return Reply.number(Hash.KIND.read(client, command.arg(1)).fields().size());
    }

    private static Reply length(Client client, Command command) {
        byte[] value = Hash.KIND.read(client, command.arg(1)).get(command.arg(2));
        return value == null ? Reply.ZERO : Reply.number(value.length);
    }
}
