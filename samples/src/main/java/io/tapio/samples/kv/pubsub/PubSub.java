package io.tapio.samples.kv.pubsub;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.command.Subscriptions;
import io.tapio.samples.kv.command.Subscriptions.Kind;
import io.tapio.samples.kv.data.Glob;
import io.tapio.samples.kv.data.Key;
import java.util.ArrayList;
import java.util.List;

/** Subscribing and publishing. */
public final class PubSub {
    private static final String SUBSCRIBE = "pubsub noscript loading stale";
    private static final String PUBLISH = "pubsub loading stale fast may_replicate";

    public static final List<Spec> COMMANDS = List.of(
            Spec.of("subscribe", -2, SUBSCRIBE, (client, command) -> join(Kind.CHANNEL, client, command)),
            Spec.of("psubscribe", -2, SUBSCRIBE, (client, command) -> join(Kind.PATTERN, client, command)),
            Spec.of("ssubscribe", -2, SUBSCRIBE, Spec.Keys.ALL, (client, command) -> join(Kind.SHARD, client, command)),
            Spec.of("unsubscribe", -1, SUBSCRIBE, (client, command) -> leave(Kind.CHANNEL, client, command)),
            Spec.of("punsubscribe", -1, SUBSCRIBE, (client, command) -> leave(Kind.PATTERN, client, command)),
            Spec.of(
                    "sunsubscribe",
                    -1,
                    SUBSCRIBE,
                    Spec.Keys.ALL,
                    (client, command) -> leave(Kind.SHARD, client, command)),
            Spec.of("publish", 3, PUBLISH, PubSub::publish),
            Spec.of("spublish", 3, PUBLISH, Spec.Keys.FIRST, PubSub::publishToShard),
            PubSubCommands.SPEC);

    private PubSub() {}

    /** One confirmation for each name; a client that is subscribed already gets one, too. */
    private static Reply join(Kind kind, Client client, Command command) {
        Subscriptions subscriptions = client.server().subscriptions();
        List<Reply> replies = new ArrayList<>(command.argCount() - 1);
        for (int i = 1; i < command.argCount(); i++) {
            subscriptions.join(kind, client, new Key(command.arg(i)));
            replies.add(confirmation(kind.subscribe(), new Reply.Bulk(command.arg(i)), kind, client));
        }
        return new Reply.Several(replies);
    }

    private static Reply leave(Kind kind, Client client, Command command) {
        Subscriptions subscriptions = client.server().subscriptions();
        List<Key> names = new ArrayList<>();
        for (int i = 1; i < command.argCount(); i++) {
            names.add(new Key(command.arg(i)));
        }
        if (names.isEmpty()) {
            names.addAll(subscriptions.channels(kind).of(client));
        }
        List<Reply> replies = new ArrayList<>();
        for (Key name : names) {
            subscriptions.leave(kind, client, name);
            replies.add(confirmation(kind.unsubscribe(), new Reply.Bulk(name.bytes()), kind, client));
        }
        return replies.isEmpty()
                ? confirmation(kind.unsubscribe(), Reply.NIL, kind, client)
                : new Reply.Several(replies);
    }

    private static Reply confirmation(String word, Reply name, Kind kind, Client client) {
        int count = client.server().subscriptions().count(kind, client);
        return new Reply.Push(List.of(Reply.Bulk.of(word), name, new Reply.Int(count)));
    }

    /** Whom it counts has room for the message; who has none is about to be closed. */
    private static Reply publish(Client client, Command command) {
        Subscriptions subscriptions = client.server().subscriptions();
        Reply channel = new Reply.Bulk(command.arg(1));
        Reply text = new Reply.Bulk(command.arg(2));
        Reply message = new Reply.Push(List.of(Reply.Bulk.of("message"), channel, text));
        int receivers = 0;
        for (Client subscriber : subscriptions.channels(Kind.CHANNEL).subscribers(new Key(command.arg(1)))) {
            receivers += subscriber.push().push(message) ? 1 : 0;
        }
        for (Key pattern : subscriptions.channels(Kind.PATTERN).names()) {
            if (Glob.matches(pattern.bytes(), command.arg(1))) {
                Reply matching = new Reply.Push(
                        List.of(Reply.Bulk.of("pmessage"), new Reply.Bulk(pattern.bytes()), channel, text));
                for (Client subscriber : subscriptions.channels(Kind.PATTERN).subscribers(pattern)) {
                    receivers += subscriber.push().push(matching) ? 1 : 0;
                }
            }
        }
        return Reply.number(receivers);
    }

    private static Reply publishToShard(Client client, Command command) {
        Reply message = new Reply.Push(
                List.of(Reply.Bulk.of("smessage"), new Reply.Bulk(command.arg(1)), new Reply.Bulk(command.arg(2))));
        var subscribers = client.server().subscriptions().channels(Kind.SHARD).subscribers(new Key(command.arg(1)));
        return new Reply.Int(subscribers.stream()
                .filter(subscriber -> subscriber.push().push(message))
                .count());
    }
}
