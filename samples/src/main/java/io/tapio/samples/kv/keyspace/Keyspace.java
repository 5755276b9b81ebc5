package io.tapio.samples.kv.keyspace;

import static io.tapio.samples.kv.command.Spec.Keys.ALL;
import static io.tapio.samples.kv.command.Spec.Keys.FIRST;
import static io.tapio.samples.kv.command.Spec.Keys.TWO;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Glob;
import io.tapio.samples.kv.data.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands on keys, whatever they stand for. */
public final class Keyspace {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("del", -2, "write", ALL, Keyspace::delete),
            Spec.of("unlink", -2, "write fast", ALL, Keyspace::delete),
            Spec.of("exists", -2, "readonly fast", ALL, (client, command) -> count(command, client.database()::peek)),
            Spec.of("touch", -2, "readonly fast", ALL, (client, command) -> count(command, client.database()::find)),
            Spec.of("type", 2, "readonly fast", FIRST, Keyspace::type),
            Spec.of("keys", 2, "readonly", Keyspace::keys),
            Spec.of("scan", -2, "readonly", Scan::run),
            Spec.of("randomkey", 1, "readonly", Keyspace::random),
            Spec.of("rename", 3, "write", TWO, Keyspace::rename),
            Spec.of("renamenx", 3, "write fast", TWO, Keyspace::renameIfFree),
            Spec.of("copy", -3, "write denyoom", TWO, Keyspace::copy),
            Spec.of("dbsize", 1, "readonly fast", Keyspace::size),
            ObjectCommands.SPEC,
            Spec.of("flushdb", -1, "write", Keyspace::flush),
            Spec.of("flushall", -1, "write", Keyspace::flushAll));

    private Keyspace() {}

    private static Reply delete(Client client, Command command) {
        int deleted = 0;
        for (int i = 1; i < command.argCount(); i++) {
            Entry entry = client.database().find(command.arg(i));
            if (entry != null) {
                client.database().remove(entry);
                deleted++;
            }
        }
        return Reply.number(deleted);
    }

    private static Reply count(Command command, Function<byte[], @Nullable Entry> database) {
        int there = 0;
        for (int i = 1; i < command.argCount(); i++) {
            there += database.apply(command.arg(i)) == null ? 0 : 1;
        }
        return Reply.number(there);
    }

    private static Reply type(Client client, Command command) {
        Entry entry = client.database().peek(command.arg(1));
        return new Reply.Simple(entry == null ? "none" : entry.value().type());
    }

    private static Reply keys(Client client, Command command) {
        List<Reply> keys = new ArrayList<>();
        for (int place = client.database().size() - 1; place >= 0; place--) {
            Entry entry = client.database().at(place);
            if (entry != null && Glob.matches(command.arg(1), entry.key().bytes())) {
                keys.add(new Reply.Bulk(entry.key().bytes()));
            }
        }
        return new Reply.Array(keys);
    }

    private static Reply random(Client client, Command command) {
        Database database = client.database();
        while (database.size() > 0) {
            Entry entry = database.at(ThreadLocalRandom.current().nextInt(database.size()));
            if (entry != null) {
                return new Reply.Bulk(entry.key().bytes());
            }
        }
        return Reply.NIL;
    }

    private static Reply rename(Client client, Command command) {
        move(client, command, true);
        return Reply.OK;
    }

    private static Reply renameIfFree(Client client, Command command) {
        return move(client, command, false) ? Reply.ONE : Reply.ZERO;
    }

    /** Gives the value and the time of one key to another; true if that was done, or both are the same and may be. */
    private static boolean move(Client client, Command command, boolean replace) {
        Database database = client.database();
        Entry from = database.find(command.arg(1));
        if (from == null) {
            throw Refused.NO_SUCH_KEY;
        }
        if (Arrays.equals(command.arg(1), command.arg(2)) || (!replace && database.find(command.arg(2)) != null)) {
            return replace;
        }
        long expiresAt = from.expiresAt();
        database.remove(from);
        give(database, command.arg(2), from.value(), expiresAt);
        return true;
    }

    private static Reply copy(Client client, Command command) {
        Database to = client.database();
        boolean replace = false;
        for (int i = 3; i < command.argCount(); i++) {
            if (command.is(i, "replace")) {
                replace = true;
            } else if (command.is(i, "db") && i + 1 < command.argCount()) {
                to = client.server().database(command, ++i);
            } else {
                throw Refused.SYNTAX;
            }
        }
        if (to == client.database() && Arrays.equals(command.arg(1), command.arg(2))) {
            throw Refused.SAME_OBJECT;
        }
        Entry from = client.database().find(command.arg(1));
        if (from == null || (!replace && to.find(command.arg(2)) != null)) {
            return Reply.ZERO;
        }
        give(to, command.arg(2), from.value().copy(), from.expiresAt());
        return Reply.ONE;
    }

    private static void give(Database database, byte[] key, Value value, long expiresAt) {
        Entry entry = database.put(key, value);
        if (expiresAt != Entry.NEVER) {
            database.expire(entry, expiresAt);
        }
    }

    private static Reply size(Client client, Command command) {
        return Reply.number(client.database().size());
    }

    private static Reply flush(Client client, Command command) {
        checkFlush(command);
        client.database().clear();
        return Reply.OK;
    }

    private static Reply flushAll(Client client, Command command) {
        checkFlush(command);
        client.store().databases().forEach(Database::clear);
        return Reply.OK;
    }

    /** ASYNC and SYNC are the same here: the garbage collector takes the memory back, on threads of its own. */
    private static void checkFlush(Command command) {
        if (command.argCount() > 2 || (command.argCount() == 2 && !command.is(1, "async") && !command.is(1, "sync"))) {
            throw Refused.SYNTAX;
        }
    }
}
