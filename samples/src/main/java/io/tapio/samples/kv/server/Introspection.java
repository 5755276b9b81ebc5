package io.tapio.samples.kv.server;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Glob;
import io.tapio.samples.kv.data.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Commands that tell what the server is; those of COMMAND are in {@link CommandCommands}. */
public final class Introspection {
    public static final List<Spec> COMMANDS = List.of(
            CommandCommands.SPEC,
            Spec.of("info", -1, "loading stale", Info::run),
            Spec.of("time", 1, "loading stale fast", Introspection::time),
            Spec.of("config", -2, "", (client, command) -> Reply.NIL)
                    .with(List.of(
                            Spec.of("config|get", -3, "admin noscript loading stale", Introspection::getConfig),
                            Spec.of("config|set", -4, "admin noscript loading stale", Introspection::setConfig),
                            Spec.of("config|help", 2, "loading stale", Help::run))));

    private Introspection() {}

    private static Reply time(Client client, Command command) {
        Instant now = client.store().clock().instant();
        return Reply.Array.of(Integers.bulk(now.getEpochSecond()), Integers.bulk(now.getNano() / 1000));
    }

    private static Map<String, String> config(Client client) {
        return new TreeMap<>(Map.of(
                "appendonly",
                "no",
                "databases",
                Integer.toString(Store.DATABASES),
                "maxmemory",
                Integer.toString(client.server().limits().maxMemoryBytes()),
                "maxmemory-policy",
                "noeviction",
                "proto-max-bulk-len",
                Integer.toString(client.server().limits().maxValueBytes()),
                "save",
                ""));
    }

    private static Reply getConfig(Client client, Command command) {
        List<Reply.Entry> found = new ArrayList<>();
        config(client).forEach((name, value) -> {
            for (int i = 2; i < command.argCount(); i++) {
                if (Glob.matches(
                        Reply.Bulk.of(command.text(i).toLowerCase(Locale.ROOT)).bytes(),
                        Reply.Bulk.of(name).bytes())) {
                    found.add(Reply.entry(name, Reply.Bulk.of(value)));
                    return;
                }
            }
        });
        return new Reply.Map(found);
    }

    /** The settings are those that the server was started with. */
    private static Reply setConfig(Client client, Command command) {
        if (command.argCount() % 2 != 0) {
            throw Refused.wrongArity("config|set");
        }
        String name = command.text(2);
        throw new Refused(
                config(client).containsKey(name.toLowerCase(Locale.ROOT))
                        ? "ERR CONFIG SET failed (possibly related to argument '" + name
                                + "') - can't set immutable config"
                        : "ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
    }
}
