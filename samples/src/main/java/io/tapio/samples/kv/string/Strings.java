package io.tapio.samples.kv.string;

import static io.tapio.samples.kv.command.Spec.Keys.ALL;
import static io.tapio.samples.kv.command.Spec.Keys.FIRST;
import static io.tapio.samples.kv.command.Spec.Keys.PAIRS;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands on strings. */
public final class Strings {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("get", 2, "readonly fast", FIRST, Strings::get),
            Spec.of("set", -3, "write denyoom", FIRST, Strings::set),
            Spec.of("setnx", 3, "write denyoom fast", FIRST, Strings::setIfAbsent),
            Spec.of("setex", 4, "write denyoom", FIRST, (client, command) -> setFor(client, command, 1000, "setex")),
            Spec.of("psetex", 4, "write denyoom", FIRST, (client, command) -> setFor(client, command, 1, "psetex")),
            Spec.of("getset", 3, "write denyoom fast", FIRST, Strings::getAndSet),
            Spec.of("getdel", 2, "write fast", FIRST, Strings::getAndDelete),
            Spec.of("getex", -2, "write fast", FIRST, Strings::getAndExpire),
            Spec.of("mget", -2, "readonly fast", ALL, Strings::getMany),
            Spec.of("mset", -3, "write denyoom", PAIRS, (client, command) -> setMany(client, command, "mset")),
            Spec.of("msetnx", -3, "write denyoom", PAIRS, Strings::setManyIfAbsent),
            Spec.of("append", 3, "write denyoom fast", FIRST, Strings::append),
            Spec.of("strlen", 2, "readonly fast", FIRST, Strings::length),
            Spec.of("getrange", 4, "readonly", FIRST, Strings::range),
            Spec.of("substr", 4, "readonly", FIRST, Strings::range),
            Spec.of("setrange", 4, "write denyoom", FIRST, Strings::setRange));

    private static final byte[] EMPTY = new byte[0];

    private Strings() {}

    private static Reply get(Client client, Command command) {
        return bulk(client.database().find(command.arg(1)));
    }

    private static Reply bulk(@Nullable Entry entry) {
        return entry == null ? Reply.NIL : new Reply.Bulk(Text.bytesOf(entry));
    }

    private static Reply set(Client client, Command command) {
        Database database = client.database();
        if (command.argCount() == 3) {
            database.put(command.arg(1), new Text(command.arg(2)));
            return Reply.OK;
        }
        SetOptions options = SetOptions.ofSet(command);
        long expiresAt = options.expiresAt(client.store(), "set");
        Entry entry = database.find(command.arg(1));
        Reply old = options.getOld() ? bulk(entry) : Reply.NIL;
        if (entry == null ? options.ifPresent() : options.ifAbsent()) {
            return old;
        }
        long kept = options.keepTime() && entry != null ? entry.expiresAt() : expiresAt;
        Entry set = database.put(command.arg(1), new Text(command.arg(2)));
        if (kept != Entry.NEVER) {
            database.expire(set, kept);
        }
        return options.getOld() ? old : Reply.OK;
    }

    private static Reply setIfAbsent(Client client, Command command) {
        if (client.database().find(command.arg(1)) != null) {
            return Reply.ZERO;
        }
        client.database().put(command.arg(1), new Text(command.arg(2)));
        return Reply.ONE;
    }

    private static Reply setFor(Client client, Command command, int millis, String name) {
        long expiresAt = SetOptions.time(command.arg(2), millis, client.store().now(), name);
        Database database = client.database();
        database.expire(database.put(command.arg(1), new Text(command.arg(3))), expiresAt);
        return Reply.OK;
    }

    private static Reply getAndSet(Client client, Command command) {
        Reply old = get(client, command);
        client.database().put(command.arg(1), new Text(command.arg(2)));
        return old;
    }

    private static Reply getAndDelete(Client client, Command command) {
        Entry entry = client.database().find(command.arg(1));
        Reply old = bulk(entry);
        if (entry != null) {
            client.database().remove(entry);
        }
        return old;
    }

    private static Reply getAndExpire(Client client, Command command) {
        SetOptions options = SetOptions.ofGetex(command);
        Entry entry = client.database().find(command.arg(1));
        Reply value = bulk(entry);
        if (entry != null) {
            long expiresAt = options.expiresAt(client.store(), "getex");
            if (expiresAt != Entry.NEVER) {
                client.database().expire(entry, expiresAt);
            } else if (options.persist()) {
                client.database().persist(entry);
            }
        }
        return value;
    }

    private static Reply getMany(Client client, Command command) {
        List<Reply> values = new ArrayList<>(command.argCount() - 1);
        for (int i = 1; i < command.argCount(); i++) {
            Entry entry = client.database().find(command.arg(i));
            values.add(entry != null && entry.value() instanceof Text ? bulk(entry) : Reply.NIL);
        }
        return new Reply.Array(values);
    }

    private static Reply setMany(Client client, Command command, String name) {
        if (command.argCount() % 2 == 0) {
            throw Refused.wrongArity(name);
        }
        for (int i = 1; i < command.argCount(); i += 2) {
            client.database().put(command.arg(i), new Text(command.arg(i + 1)));
        }
        return Reply.OK;
    }

    private static Reply setManyIfAbsent(Client client, Command command) {
        for (int i = 1; i < command.argCount() && command.argCount() % 2 == 1; i += 2) {
            if (client.database().find(command.arg(i)) != null) {
                return Reply.ZERO;
            }
        }
        setMany(client, command, "msetnx");
        return Reply.ONE;
    }

    private static Reply append(Client client, Command command) {
        return overwrite(client, command.arg(1), -1, command.arg(2));
    }

    private static Reply setRange(Client client, Command command) {
        long offset = Integers.at(command, 2);
        if (offset < 0) {
            throw new Refused("ERR offset is out of range");
        }
        if (command.arg(3).length == 0) {
            return length(client, command);
        }
        return overwrite(client, command.arg(1), offset, command.arg(3));
    }

    /** Puts bytes into a string at an offset, or at its end if that is negative; the new length. */
    private static Reply overwrite(Client client, byte[] key, long offset, byte[] bytes) {
        Entry entry = client.database().find(key);
        byte[] old = entry == null ? EMPTY : Text.bytesOf(entry);
        long from = offset < 0 ? old.length : offset;
        if (from > client.server().limits().maxValueBytes() - bytes.length) {
            throw Refused.TOO_LONG;
        }
        byte[] changed = Arrays.copyOf(old, Math.max(old.length, (int) from + bytes.length));
        System.arraycopy(bytes, 0, changed, (int) from, bytes.length);
        if (entry == null) {
            client.database().put(key, new Text(changed));
        } else {
            client.database().change(entry, new Text(changed));
        }
        return Reply.number(changed.length);
    }

    private static Reply length(Client client, Command command) {
        Entry entry = client.database().find(command.arg(1));
        return entry == null ? Reply.ZERO : Reply.number(Text.bytesOf(entry).length);
    }

    private static Reply range(Client client, Command command) {
        long start = Integers.at(command, 2);
        long end = Integers.at(command, 3);
        Entry entry = client.database().find(command.arg(1));
        byte[] text = entry == null ? EMPTY : Text.bytesOf(entry);
        if (start < 0 && end < 0 && start > end) {
            return new Reply.Bulk(EMPTY);
        }
        long from = Math.max(0, start < 0 ? text.length + start : start);
        long to = Math.min(text.length - 1, Math.max(0, end < 0 ? text.length + end : end));
        return new Reply.Bulk(from > to ? EMPTY : Arrays.copyOfRange(text, (int) from, (int) to + 1));
    }
}
