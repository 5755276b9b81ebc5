package io.tapio.samples.kv.stream;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import java.util.ArrayList;
import java.util.List;

/** XREAD: the entries of several streams that are newer than an id of each. */
final class Reading {
    private static final Refused UNBALANCED =
            new Refused("ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
    private static final Refused GROUP_ID = new Refused("ERR The > ID can be specified only when calling XREADGROUP"
            + " using the GROUP <group> <consumer> option.");
    private static final Refused NO_BLOCK = new Refused("ERR XREAD does not wait here: BLOCK is not supported");

    private Reading() {}

    static Reply run(Client client, Command command) {
        long count = Long.MAX_VALUE;
        int at = 1;
        for (; !command.is(at, "streams") || at + 1 == command.argCount(); at += 2) {
            if (!command.is(at, "count") || at + 2 >= command.argCount()) {
                throw refusal(command, at);
            }
            long number = Integers.at(command, at + 1);
            count = number <= 0 ? Long.MAX_VALUE : number;
        }
        int first = at + 1;
        int streams = command.argCount() - first;
        if (streams % 2 != 0) {
            throw UNBALANCED;
        }
        return read(client, command, first, streams / 2, count);
    }

    private static Refused refusal(Command command, int at) {
        int left = command.argCount() - at - 1;
        if ((left >= 2 && command.is(at, "group")) || command.is(at, "noack")) {
            String option = command.is(at, "group") ? "GROUP" : "NOACK";
            return new Refused(
                    "ERR The " + option + " option is only supported by XREADGROUP. You called XREAD instead.");
        }
        return left >= 1 && command.is(at, "block") ? NO_BLOCK : Refused.SYNTAX;
    }

    private static Reply read(Client client, Command command, int first, int streams, long count) {
        List<Reply.Entry> found = new ArrayList<>();
        for (int i = first; i < first + streams; i++) {
            Stream stream = Stream.KIND.read(client, command.arg(i));
            StreamId seen = seen(stream, command, i + streams);
            StreamId newest = stream.newest();
            if (newest != null && newest.isAfter(seen)) {
                Reply entries = stream.reply(new StreamRange(seen.next(), newest), false, count);
                found.add(new Reply.Entry(new Reply.Bulk(command.arg(i)), entries));
            }
        }
        return reply(client, found);
    }

    /** A map of streams and their entries; not one that RESP 2 would have flat, but pairs. */
    private static Reply reply(Client client, List<Reply.Entry> found) {
        if (found.isEmpty()) {
            return Reply.NIL_ARRAY;
        }
        return client.protocol() == 3
                ? new Reply.Map(found)
                : new Reply.Array(found.stream()
                        .<Reply>map(stream -> Reply.Array.of(stream.key(), stream.value()))
                        .toList());
    }

    private static StreamId seen(Stream stream, Command command, int at) {
        if (command.is(at, "$")) {
            return stream.last();
        }
        if (command.is(at, ">")) {
            throw GROUP_ID;
        }
        return StreamId.parse(command.arg(at), 0);
    }
}
