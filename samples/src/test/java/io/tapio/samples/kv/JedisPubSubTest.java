package io.tapio.samples.kv;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** A subscription, which has a thread to itself until it has left every channel. */
@Timeout(60)
class JedisPubSubTest extends WithJedis {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final JedisPubSub subscriber = new JedisPubSub() {
        @Override
        public void onMessage(String channel, String message) {
            events.add(channel + ": " + message);
        }

        @Override
        public void onPMessage(String pattern, String channel, String message) {
            events.add(pattern + ": " + channel + ": " + message);
        }

        @Override
        public void onSubscribe(String channel, int count) {
            events.add("subscribed " + channel + " " + count);
        }

        @Override
        public void onPSubscribe(String pattern, int count) {
            events.add("subscribed " + pattern + " " + count);
        }

        @Override
        public void onUnsubscribe(String channel, int count) {
            events.add("unsubscribed " + channel + " " + count);
        }

        @Override
        public void onPUnsubscribe(String pattern, int count) {
            events.add("unsubscribed " + pattern + " " + count);
        }
    };

    @Test
    void aSubscriberHearsUntilItHasLeftAllChannels() throws Exception {
        Jedis connection = open();
        Thread reader = start(() -> connection.subscribe(subscriber, "a", "b"));
        assertThat(next()).isEqualTo("subscribed a 1");
        assertThat(next()).isEqualTo("subscribed b 2");

        subscriber.psubscribe("c*");
        assertThat(next()).isEqualTo("subscribed c* 3");
        assertThat(jedis.publish("a", "one")).isEqualTo(1);
        assertThat(jedis.publish("cd", "two")).isEqualTo(1);
        assertThat(next()).isEqualTo("a: one");
        assertThat(next()).isEqualTo("c*: cd: two");

        subscriber.punsubscribe();
        assertThat(next()).isEqualTo("unsubscribed c* 2");
        subscriber.unsubscribe("a");
        assertThat(next()).isEqualTo("unsubscribed a 1");
        assertThat(jedis.publish("a", "lost")).isZero();
        subscriber.unsubscribe();
        assertThat(next()).isEqualTo("unsubscribed b 0");
        reader.join(20_000);
        assertThat(reader.isAlive()).isFalse();
        assertThat(connection.incr("n")).as("any command is allowed again").isEqualTo(1);
        connection.close();
    }

    private static Thread start(Runnable reading) {
        Thread reader = new Thread(reading, "subscriber");
        reader.start();
        return reader;
    }

    private String next() throws InterruptedException {
        String next = events.poll(20, SECONDS);
        assertThat(next).as("what comes within 20 s").isNotNull();
        return next;
    }
}
