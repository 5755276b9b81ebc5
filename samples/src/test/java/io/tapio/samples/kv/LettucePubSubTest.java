package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.sync.RedisPubSubCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions, with each event of a subscriber as a line. */
class LettucePubSubTest extends WithLettuce {
    private StatefulRedisPubSubConnection<String, String> subscriber;
    private BlockingQueue<String> events;
    private RedisCommands<String, String> publisher;

    @BeforeEach
    void open() {
        subscriber = client.connectPubSub();
        events = Events.of(subscriber);
        publisher = client.connect().sync();
    }

    @Test
    void messagesReachThoseWhoAreSubscribed() throws Exception {
        subscriber.sync().subscribe("news", "olds");
        assertThat(next(events)).isEqualTo("subscribed news 1");
        assertThat(next(events)).isEqualTo("subscribed olds 2");

        assertThat(publisher.publish("news", "hello")).isEqualTo(1);
        assertThat(publisher.publish("nowhere", "hello")).isZero();

        assertThat(next(events)).isEqualTo("news: hello");
        assertThat(publisher.pubsubNumsub("news", "nowhere"))
                .containsEntry("news", 1L)
                .containsEntry("nowhere", 0L);
    }

    @Test
    void aPatternGetsTheMessagesOfAllChannelsThatMatch() throws Exception {
        subscriber.sync().psubscribe("n*");
        subscriber.sync().subscribe("news");
        assertThat(next(events)).isEqualTo("subscribed n* 1");
        assertThat(next(events)).isEqualTo("subscribed news 2");

        assertThat(publisher.publish("news", "hi")).isEqualTo(2);
        assertThat(publisher.publish("night", "hush")).isEqualTo(1);

        assertThat(next(events)).isEqualTo("news: hi");
        assertThat(next(events)).isEqualTo("n*: news: hi");
        assertThat(next(events)).isEqualTo("n*: night: hush");
    }

    @Test
    void whoHasLeftGetsNothing() throws Exception {
        subscriber.sync().subscribe("a", "b");
        subscriber.sync().unsubscribe("a");
        assertThat(List.of(next(events), next(events), next(events)))
                .containsExactly("subscribed a 1", "subscribed b 2", "unsubscribed a 1");

        assertThat(publisher.publish("a", "lost")).isZero();
        assertThat(publisher.publish("b", "seen")).isEqualTo(1);
        assertThat(next(events)).isEqualTo("b: seen");

        subscriber.sync().unsubscribe("b");
        assertThat(next(events)).isEqualTo("unsubscribed b 0");
        assertThat(subscriber.sync().get("nothing"))
                .as("any command is allowed again")
                .isNull();
    }

    @Test
    void allSubscribersSeeTheMessagesOfSeveralPublishersInOneOrder() throws Exception {
        try (var other = client.connectPubSub()) {
            BlockingQueue<String> others = Events.of(other);
            subscriber.sync().subscribe("all");
            other.sync().psubscribe("a*");
            next(events);
            next(others);
            List<RedisFuture<Long>> sent = new ArrayList<>();
            for (int name = 0; name < 3; name++) {
                StatefulRedisConnection<String, String> from = client.connect();
                from.setAutoFlushCommands(false);
                for (int i = 0; i < 300; i++) {
                    sent.add(from.async().publish("all", name + "." + i));
                }
                from.flushCommands();
            }
            for (RedisFuture<Long> each : sent) {
                assertThat(each.toCompletableFuture().join()).isEqualTo(2);
            }

            int[] nexts = new int[3];
            for (int i = 0; i < sent.size(); i++) {
                String seen = next(events);
                assertThat(next(others)).isEqualTo("a*: " + seen);
                int name = seen.charAt("all: ".length()) - '0';
                assertThat(seen).isEqualTo("all: " + name + "." + nexts[name]++);
            }
        }
    }

    @Test
    void shardChannelsAreAWorldOfTheirOwn() throws Exception {
        subscriber.sync().ssubscribe("a");
        assertThat(next(events)).isEqualTo("subscribed a 1");

        assertThat(publisher.publish("a", "no")).isZero();
        assertThat(publisher.spublish("a", "yes")).isEqualTo(1);

        assertThat(next(events)).isEqualTo("a: yes");
    }

    @Test
    void aSubscriberMayDoAllInResp3AndLittleElseInResp2() throws Exception {
        RedisPubSubCommands<String, String> both = subscriber.sync();
        both.subscribe("a");
        next(events);

        if (version == ProtocolVersion.RESP2) {
            assertThatThrownBy(() -> both.incr("n")).hasMessageContaining("not allowed while subscribed");
        } else {
            assertThat(both.incr("n")).isEqualTo(1);
            assertThat(both.publish("a", "mine")).isEqualTo(1);
            assertThat(next(events)).isEqualTo("a: mine");
        }
        assertThat(both.ping()).isEqualTo(version == ProtocolVersion.RESP2 ? "" : "PONG");
    }
}
