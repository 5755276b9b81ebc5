package io.tapio.samples.kv.stream;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;

/** What a stream remembers beside its entries: XINFO tells it, XSETID sets it. */
final class History {
    /** The entries of a node of Redis, which has trees of them. */
    private static final int NODE = 100;

    private History() {}

    static Reply info(Client client, Command command) {
        Stream stream = existing(client, command, 2).value();
        if (command.argCount() > 3) {
            throw new Refused("ERR unknown subcommand or wrong number of arguments for '" + command.text(1)
                    + "'. Try XINFO HELP.");
        }
        StreamId oldest = stream.oldest();
        int nodes = (stream.length() + NODE - 1) / NODE;
        return Reply.Map.of(
                Reply.entry("length", Reply.number(stream.length())),
                Reply.entry("radix-tree-keys", Reply.number(nodes)),
                Reply.entry("radix-tree-nodes", Reply.number(nodes + 1)),
                Reply.entry("last-generated-id", stream.last().reply()),
                Reply.entry("max-deleted-entry-id", stream.lastDeleted().reply()),
                Reply.entry("entries-added", Reply.number(stream.added())),
                Reply.entry("recorded-first-entry-id", (oldest == null ? StreamId.MIN : oldest).reply()),
                Reply.entry("groups", Reply.ZERO),
                Reply.entry("first-entry", stream.reply(oldest)),
                Reply.entry("last-entry", stream.reply(stream.newest())));
    }

    static Reply set(Client client, Command command) {
        Options options = Options.read(command);
        Held<Stream> held = existing(client, command, 1);
        Stream stream = held.value();
        StreamId newest = stream.newest();
        if (newest != null && newest.isAfter(options.last)) {
            throw new Refused("ERR The ID specified in XSETID is smaller than the target stream top item");
        }
        if (options.added >= 0 && options.added < stream.length()) {
            throw new Refused("ERR The entries_added specified in XSETID is smaller than the target stream length");
        }
        stream.remember(
                options.last,
                options.added < 0 ? stream.added() : options.added,
                options.lastDeleted.equals(StreamId.MIN) ? stream.lastDeleted() : options.lastDeleted);
        return Reply.OK; // and nothing is told to those who watch the key, as in Redis
    }

    private static Held<Stream> existing(Client client, Command command, int key) {
        Held<Stream> held = Stream.KIND.hold(client, command.arg(key));
        if (held.isNew()) {
            throw Refused.NO_SUCH_KEY;
        }
        return held;
    }

    /** @param added negative if it stays as it is */
    private record Options(StreamId last, long added, StreamId lastDeleted) {
        static Options read(Command command) {
            StreamId last = StreamId.parse(command.arg(2), 0);
            long added = -1;
            StreamId lastDeleted = StreamId.MIN;
            for (int i = 3; i < command.argCount(); i += 2) {
                if (i + 1 < command.argCount() && command.is(i, "entriesadded")) {
                    added = Integers.at(command, i + 1);
                    if (added < 0) {
                        throw new Refused("ERR entries_added must be positive");
                    }
                } else if (i + 1 < command.argCount() && command.is(i, "maxdeletedid")) {
                    lastDeleted = StreamId.parse(command.arg(i + 1), 0);
                    if (lastDeleted.isAfter(last)) {
                        throw new Refused(
                                "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
                    }
                } else {
                    throw Refused.SYNTAX;
                }
            }
            return new Options(last, added, lastDeleted);
        }
    }
}
