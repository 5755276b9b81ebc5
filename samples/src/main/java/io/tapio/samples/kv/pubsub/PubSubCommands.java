package io.tapio.samples.kv.pubsub;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Channels;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Subscriptions.Kind;
import io.tapio.samples.kv.data.Glob;
import io.tapio.samples.kv.data.Key;
import java.util.ArrayList;
import java.util.List;

/** PUBSUB: who is subscribed to what. */
final class PubSubCommands {
    private static final String FLAGS = "pubsub loading stale";

    static final Spec SPEC = Spec.of("pubsub", -2, "", Help::run)
            .with(List.of(
                    Spec.of("pubsub|channels", -2, FLAGS, (client, command) -> names(Kind.CHANNEL, client, command)),
                    Spec.of("pubsub|numsub", -2, FLAGS, (client, command) -> counts(Kind.CHANNEL, client, command)),
                    Spec.of("pubsub|numpat", 2, FLAGS, PubSubCommands::patterns),
                    Spec.of("pubsub|shardchannels", -2, FLAGS, (client, command) -> names(Kind.SHARD, client, command)),
                    Spec.of("pubsub|shardnumsub", -2, FLAGS, (client, command) -> counts(Kind.SHARD, client, command)),
                    Spec.of("pubsub|help", 2, "loading stale", Help::run)));

    private PubSubCommands() {}

    private static Reply names(Kind kind, Client client, Command command) {
        List<Reply> names = new ArrayList<>();
        for (Key name : channels(kind, client).names()) {
            if (command.argCount() == 2 || Glob.matches(command.arg(2), name.bytes())) {
                names.add(new Reply.Bulk(name.bytes()));
            }
        }
        return new Reply.Array(names);
    }

    private static Reply counts(Kind kind, Client client, Command command) {
        List<Reply> counts = new ArrayList<>();
        for (int i = 2; i < command.argCount(); i++) {
            counts.add(new Reply.Bulk(command.arg(i)));
            counts.add(Reply.number(
                    channels(kind, client).subscribers(new Key(command.arg(i))).size()));
        }
        return new Reply.Array(counts);
    }

    private static Reply patterns(Client client, Command command) {
        return Reply.number(channels(Kind.PATTERN, client).names().size());
    }

    private static Channels channels(Kind kind, Client client) {
        return client.server().subscriptions().channels(kind);
    }
}
