package io.tapio.samples.kv.keyspace;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import io.tapio.samples.kv.data.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * SCAN: walks the database's list from its end to its start. The cursor is the number of entries that are still to
 * come, so that the server remembers nothing of a walk.
 */
final class Scan {
    private static final int COUNT = 10;
    private static final byte[] ANY = {'*'};

    private Scan() {}

    static Reply run(Client client, Command command) {
        long cursor = cursor(command.arg(1));
        byte[] pattern = ANY;
        String type = "";
        long count = COUNT;
        for (int i = 2; i < command.argCount(); i += 2) {
            boolean hasValue = i + 1 < command.argCount();
            if (hasValue && command.is(i, "count")) {
                count = Integers.at(command, i + 1);
            } else if (hasValue && command.is(i, "match")) {
                pattern = command.arg(i + 1);
            } else if (hasValue && command.is(i, "type")) {
                type = command.text(i + 1);
            } else {
                throw Refused.SYNTAX;
            }
            if (count < 1) {
                throw Refused.SYNTAX;
            }
        }
        return walk(client.database(), cursor, count, pattern, type);
    }

    private static Reply walk(Database database, long cursor, long count, byte[] pattern, String type) {
        List<Reply> keys = new ArrayList<>();
        int end = (int) (cursor == 0 ? database.size() : Math.min(cursor, database.size()));
        int start = (int) Math.max(0, end - count);
        for (int place = end - 1; place >= start; place--) {
            Entry entry = database.at(place);
            if (entry != null
                    && (type.isEmpty() || entry.value().type().equalsIgnoreCase(type))
                    && Glob.matches(pattern, entry.key().bytes())) {
                keys.add(new Reply.Bulk(entry.key().bytes()));
            }
        }
        return Reply.Array.of(Integers.bulk(start), new Reply.Array(keys));
    }

    /** An unsigned number of 64 bits; one that we did not hand out walks what is there. */
    private static long cursor(byte[] digits) {
        try {
            long cursor = Long.parseUnsignedLong(new String(digits, StandardCharsets.ISO_8859_1));
            return cursor < 0 ? Long.MAX_VALUE : cursor;
        } catch (NumberFormatException notANumber) {
            throw new Refused("ERR invalid cursor");
        }
    }
}
