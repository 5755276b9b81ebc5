package io.tapio.samples.kv.stream;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Kind.Held;
import io.tapio.samples.kv.command.Refused;

/**
 * XADD.
 *
 * @param fields the argument that is the first field's name
 */
record Adding(NewId id, int fields, boolean mayCreate, Trim trim) {
    private static final Refused ZERO_ID = new Refused("ERR The ID specified in XADD must be greater than 0-0");
    private static final Refused NO_ID_LEFT =
            new Refused("ERR The stream has exhausted the last possible ID, unable to add more items");

    static Reply run(Client client, Command command) {
        return read(command).add(client, command);
    }

    private static Adding read(Command command) {
        Trim.Reader options = new Trim.Reader(command);
        boolean mayCreate = true;
        int at = 2;
        while (at < command.argCount()) {
            int next = options.readOption(at);
            if (next == at && command.is(at, "nomkstream")) {
                mayCreate = false;
                next++;
            }
            if (next == at) {
                break;
            }
            at = next;
        }
        NewId id = at < command.argCount() ? NewId.parse(command, at) : null;
        Trim trim = options.trim(false);
        int left = command.argCount() - at - 1;
        if (id == null || left < 2 || left % 2 != 0) {
            throw Refused.wrongArity("xadd");
        }
        if (id instanceof NewId.Given given && given.id().equals(StreamId.MIN)) {
            throw ZERO_ID;
        }
        return new Adding(id, at + 1, mayCreate, trim);
    }

    private Reply add(Client client, Command command) {
        Held<Stream> held = Stream.KIND.hold(client, command.arg(1));
        if (held.isNew() && !mayCreate) {
            return Reply.NIL;
        }
        Stream stream = held.value();
        if (stream.last().equals(StreamId.MAX)) {
            throw NO_ID_LEFT;
        }
        StreamId next = id.after(stream.last(), client.store().now());
        stream.add(next, fields(command));
        stream.trim(trim);
        held.changed();
        return next.reply();
    }

    private byte[][] fields(Command command) {
        byte[][] copy = new byte[command.argCount() - fields][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = command.arg(fields + i);
        }
        return copy;
    }
}
