package io.tapio.samples.kv.keyspace;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Walk;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Entry;
import java.util.ArrayList;
import java.util.List;

/** SCAN. */
final class Scan {
    private Scan() {}

    static Reply run(Client client, Command command) {
        Walk walk = Walk.of(Walk.cursor(command, 1), command, 2, true);
        Database database = client.database();
        List<Reply> keys = new ArrayList<>();
        int start = walk.start(database.size());
        // backwards, because the last entry takes the place of one whose time has come
        for (int place = walk.end(database.size()) - 1; place >= start; place--) {
            Entry entry = database.at(place);
            if (entry != null && takes(walk, entry)) {
                keys.add(new Reply.Bulk(entry.key().bytes()));
            }
        }
        return Walk.reply(start, keys);
    }

    private static boolean takes(Walk walk, Entry entry) {
        return (walk.type().isEmpty() || entry.value().type().equalsIgnoreCase(walk.type()))
                && walk.takes(entry.key().bytes());
    }
}
