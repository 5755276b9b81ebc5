package io.tapio.samples.kv.keyspace;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Entry;
import java.util.List;
import java.util.function.Function;

/** OBJECT and its subcommands: what Redis would tell of how it keeps a value. Asking does not count as using it. */
final class ObjectCommands {
    private static final Spec.Keys SECOND = new Spec.Keys(2, 2, 1);

    static final Spec SPEC = Spec.of("object", -2, "", (client, command) -> Reply.NIL)
            .with(List.of(
                    Spec.of("object|encoding", 3, "readonly", SECOND, ObjectCommands::encoding),
                    Spec.of("object|refcount", 3, "readonly", SECOND, ObjectCommands::references),
                    Spec.of("object|idletime", 3, "readonly", SECOND, ObjectCommands::idleTime),
                    Spec.of("object|freq", 3, "readonly", SECOND, ObjectCommands::frequency),
                    Spec.of("object|help", 2, "loading stale", Help::run)));

    private ObjectCommands() {}

    private static Reply encoding(Client client, Command command) {
        return tell(client, command, entry -> Reply.Bulk.of(entry.value().encoding()));
    }

    /** No value is shared here; Redis shares small numbers. */
    private static Reply references(Client client, Command command) {
        return tell(client, command, entry -> Reply.ONE);
    }

    private static Reply idleTime(Client client, Command command) {
        return tell(client, command, entry -> Reply.number((client.store().now() - entry.usedAt()) / 1000));
    }

    private static Reply frequency(Client client, Command command) {
        return tell(client, command, entry -> {
            throw new Refused(
                    "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching"
                            + " between policies at runtime LRU and LFU data will take some time to adjust.");
        });
    }

    private static Reply tell(Client client, Command command, Function<Entry, Reply> what) {
        Entry entry = client.database().peek(command.arg(2));
        return entry == null ? Reply.NIL : what.apply(entry);
    }
}
