package io.tapio.samples.kv.transaction;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Multi;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** MULTI and what belongs to it. What waits is kept by {@link Multi}, before a command's family sees it. */
public final class Transactions {
    private static final String FLAGS = "noscript loading stale fast allow_busy";

    public static final List<Spec> COMMANDS = List.of(
            Spec.of("multi", 1, FLAGS, Transactions::multi),
            Spec.of("exec", 1, "noscript loading stale skip_slowlog", Transactions::exec),
            Spec.of("discard", 1, FLAGS, Transactions::discard),
            Spec.of("watch", -2, FLAGS, Spec.Keys.ALL, Transactions::watch),
            Spec.of("unwatch", 1, FLAGS, Transactions::unwatch));

    private Transactions() {}

    private static Reply multi(Client client, Command command) {
        if (client.multi() != null) {
            throw new Refused("ERR MULTI calls can not be nested");
        }
        client.begin();
        return Reply.OK;
    }

    /** Runs all that waits in one piece: the command that runs it is one, and nobody else's comes between. */
    private static Reply exec(Client client, Command command) {
        Multi multi = begun(client, "EXEC");
        boolean touched = client.hasTouched();
        boolean full = multi.needsMemory() && client.store().isFull();
        client.discard();
        if (multi.isRefused()) {
            throw new Refused("EXECABORT Transaction discarded because of previous errors.");
        } else if (full) {
            throw new Refused(
                    "EXECABORT Transaction discarded because of: command not allowed when used memory > 'maxmemory'.");
        } else if (touched) {
            return Reply.NIL_ARRAY;
        }
        int protocol = client.protocol();
        List<Reply> replies = new ArrayList<>(multi.commands().size());
        for (Multi.Queued queued : multi.commands()) {
            replies.add(single(run(client, queued)));
        }
        Reply all = new Reply.Array(replies);
        return client.protocol() == protocol ? all : new Reply.Speaking(client.protocol(), all);
    }

    /** One reply for each command, whatever it gives alone: Redis has too many or none here, and loses its clients. */
    private static Reply single(Reply reply) {
        if (reply instanceof Reply.Several several) {
            return several.replies().size() == 1 ? several.replies().get(0) : new Reply.Array(several.replies());
        }
        return reply instanceof Reply.Speaking speaking ? speaking.reply() : reply;
    }

    /** A command that fails takes nothing back, and does not stop those behind it. */
    private static Reply run(Client client, Multi.Queued queued) {
        try {
            return client.server().perform(client, queued.spec(), queued.command());
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private static Reply discard(Client client, Command command) {
        begun(client, "DISCARD");
        client.discard();
        return Reply.OK;
    }

    private static Reply watch(Client client, Command command) {
        if (client.multi() != null) {
            throw new Refused("ERR WATCH inside MULTI is not allowed");
        }
        for (int i = 1; i < command.argCount(); i++) {
            client.watch(new Key(command.arg(i)));
        }
        return Reply.OK;
    }

    private static Reply unwatch(Client client, Command command) {
        client.unwatch();
        return Reply.OK;
    }

    private static Multi begun(Client client, String command) {
        if (client.multi() == null) {
            throw new Refused("ERR " + command + " without MULTI");
        }
        return Objects.requireNonNull(client.multi());
    }
}
