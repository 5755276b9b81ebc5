package io.tapio.samples.kv;

import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a subscriber of Lettuce's is told, each event as a line. */
record Events(BlockingQueue<String> lines) implements RedisPubSubListener<String, String> {
    static BlockingQueue<String> of(StatefulRedisPubSubConnection<String, String> connection) {
        Events events = new Events(new LinkedBlockingQueue<>());
        connection.addListener(events);
        return events.lines;
    }

    @Override
    public void message(String channel, String message) {
        lines.add(channel + ": " + message);
    }

    @Override
    public void message(String pattern, String channel, String message) {
        lines.add(pattern + ": " + channel + ": " + message);
    }

    @Override
    public void smessage(String channel, String message) {
        lines.add(channel + ": " + message);
    }

    @Override
    public void subscribed(String channel, long count) {
        lines.add("subscribed " + channel + " " + count);
    }

    @Override
    public void psubscribed(String pattern, long count) {
        lines.add("subscribed " + pattern + " " + count);
    }

    @Override
    public void ssubscribed(String channel, long count) {
        lines.add("subscribed " + channel + " " + count);
    }

    @Override
    public void unsubscribed(String channel, long count) {
        lines.add("unsubscribed " + channel + " " + count);
    }

    @Override
    public void punsubscribed(String pattern, long count) {
        lines.add("unsubscribed " + pattern + " " + count);
    }

    @Override
    public void sunsubscribed(String channel, long count) {
        lines.add("unsubscribed " + channel + " " + count);
    }
}
