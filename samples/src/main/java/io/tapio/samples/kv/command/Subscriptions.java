package io.tapio.samples.kv.command;

import io.tapio.samples.kv.data.Key;

/** The channels, patterns and shard channels of a server, and who is subscribed to them. */
public final class Subscriptions {
    /** What subscriptions are to; the word is what their confirmations begin with. */
    public enum Kind {
        CHANNEL("subscribe"),
        PATTERN("psubscribe"),
        SHARD("ssubscribe");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String subscribe() {
            return word;
        }

        public String unsubscribe() {
            return word.replace("subscribe", "unsubscribe");
        }
    }

    private static final int OVERHEAD = 300;

    private final Channels[] channels = {new Channels(), new Channels(), new Channels()};

    public Channels channels(Kind kind) {
        return channels[kind.ordinal()];
    }

    /** Subscribes a client; refused if the server would keep too much for it. */
    public void join(Kind kind, Client client, Key name) {
        client.keep(bytes(name));
        if (channels(kind).join(client, name)) {
            client.countSubscription(1);
        } else {
            client.release(bytes(name));
        }
    }

    public void leave(Kind kind, Client client, Key name) {
        if (channels(kind).leave(client, name)) {
            client.countSubscription(-1);
            client.release(bytes(name));
        }
    }

    /** The subscriptions of a client that are counted together with those of this kind. */
    public int count(Kind kind, Client client) {
        return kind == Kind.SHARD ? size(Kind.SHARD, client) : size(Kind.CHANNEL, client) + size(Kind.PATTERN, client);
    }

    /** Refuses what a client that is subscribed may not do: RESP 2 cannot tell replies from messages. */
    public void check(Client client, Spec spec) {
        if (client.protocol() == 2 && client.isSubscribed() && !spec.isForSubscribers()) {
            throw new Refused("ERR Can't execute '" + spec.name()
                    + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context");
        }
    }

    /** Ends all subscriptions of a client. */
    public void end(Client client) {
        for (Kind kind : Kind.values()) {
            Key[] names = channels(kind).of(client).toArray(Key[]::new);
            for (Key name : names) {
                leave(kind, client, name);
            }
        }
    }

    String describe(Client client) {
        return " sub=" + size(Kind.CHANNEL, client) + " psub=" + size(Kind.PATTERN, client) + " ssub="
                + size(Kind.SHARD, client);
    }

    private int size(Kind kind, Client client) {
        return channels(kind).of(client).size();
    }

    private static long bytes(Key name) {
        return OVERHEAD + name.bytes().length;
    }
}
