package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What a client has sent between MULTI and EXEC. */
public final class Multi {
    /** Those that run at once in spite of MULTI. */
    private static final Set<String> AT_ONCE = Set.of("exec", "discard", "multi", "watch", "quit", "reset");

    /** What a command that waits takes beside its bytes. */
    private static final int OVERHEAD = 100;

    /** A command that waits for EXEC. */
    public record Queued(Spec spec, Command command) {}

    private final Client client;
    private final List<Queued> commands = new ArrayList<>();
    private long bytes;
    private boolean refused;

    Multi(Client client) {
        this.client = client;
    }

    /** True if the command waits for EXEC, or is part of ending the transaction. */
    public static boolean takes(Spec spec) {
        return !AT_ONCE.contains(spec.name());
    }

    /** Keeps the command for EXEC; refused if the client would make the server keep too much. */
    public void add(Spec spec, Command command) {
        long size = OVERHEAD;
        for (int i = 0; i < command.argCount(); i++) {
            size += command.arg(i).length;
        }
        client.keep(size);
        bytes += size;
        commands.add(new Queued(spec, command));
    }

    /** A command was refused when it was to be kept: EXEC runs none. */
    public void refuse() {
        refused = true;
    }

    public boolean isRefused() {
        return refused;
    }

    /** True if one of the commands could need more memory. */
    public boolean needsMemory() {
        return commands.stream().anyMatch(queued -> queued.spec.needsMemory());
    }

    public List<Queued> commands() {
        return Collections.unmodifiableList(commands);
    }

    long bytes() {
        return bytes;
    }
}
