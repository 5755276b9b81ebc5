package io.tapio.samples.kv.server;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Server;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** INFO: what the server can say of itself, in Redis' sections and words. */
final class Info {
    private static final Map<String, Function<Client, String>> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put(
                "Server",
                client -> line("redis_version", Server.REDIS_VERSION)
                        + line("redis_mode", "standalone")
                        + line("server_name", "tapio kv")
                        + line("process_id", ProcessHandle.current().pid()));
        SECTIONS.put(
                "Clients",
                client -> line("connected_clients", client.server().clients().size()));
        SECTIONS.put(
                "Memory",
                client -> line("used_memory", client.store().used())
                        + line("maxmemory", client.server().limits().maxMemoryBytes())
                        + line("maxmemory_policy", "noeviction"));
        SECTIONS.put(
                "Stats",
                client -> line("total_connections_received", client.server().connections())
                        + line("total_commands_processed", client.server().commands())
                        + line("expired_keys", client.store().expired()));
        SECTIONS.put("Replication", client -> line("role", "master") + line("connected_slaves", 0));
        SECTIONS.put("Keyspace", Info::keyspace);
    }

    private Info() {}

    /** The sections that are asked for, each once, in our order; without a name, all of them. */
    static Reply run(Client client, Command command) {
        return Reply.Verbatim.of(SECTIONS.entrySet().stream()
                .filter(section -> isWanted(command, section.getKey()))
                .map(section ->
                        "# " + section.getKey() + "\r\n" + section.getValue().apply(client))
                .collect(Collectors.joining("\r\n")));
    }

    private static boolean isWanted(Command command, String section) {
        boolean wanted = command.argCount() == 1;
        for (int i = 1; i < command.argCount(); i++) {
            wanted |= command.is(i, section)
                    || command.is(i, "default")
                    || command.is(i, "all")
                    || command.is(i, "everything");
        }
        return wanted;
    }

    private static String keyspace(Client client) {
        return client.store().databases().stream()
                .filter(database -> database.size() > 0)
                .map(database -> line(
                        "db" + database.index(),
                        "keys=" + database.size() + ",expires=" + database.expiring() + ",avg_ttl=0"))
                .collect(Collectors.joining());
    }

    private static String line(String name, Object value) {
        return name + ":" + value + "\r\n";
    }
}
