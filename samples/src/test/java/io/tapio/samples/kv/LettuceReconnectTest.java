package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that the server ends, and what becomes of the others. */
class LettuceReconnectTest extends WithLettuce {
    private StatefulRedisPubSubConnection<String, String> subscriber;
    private BlockingQueue<String> events;
    private RedisCommands<String, String> publisher;

    @BeforeEach
    void subscribe() throws Exception {
        subscriber = client.connectPubSub();
        events = Events.of(subscriber);
        subscriber.sync().subscribe("news");
        subscriber.sync().psubscribe("n*");
        assertThat(List.of(next(events), next(events))).containsExactly("subscribed news 1", "subscribed n* 2");
        publisher = client.connect().sync();
    }

    @Test
    void aDriverComesBackToAServerThatWasRestartedAndSubscribesAnew() throws Exception {
        publisher.set("key", "value");
        served.close();
        served = served.again();

        assertThat(publisher.get("key")).isNull();
        assertThat(List.of(namedIn(next(events)), namedIn(next(events)))).containsExactlyInAnyOrder("n*", "news");
        assertThat(publisher.publish("news", "back")).isEqualTo(2);
        assertThat(List.of(next(events), next(events))).containsExactly("news: back", "n*: news: back");
    }

    @Test
    void aSubscriberThatDoesNotReadIsClosedAndAllOthersGoOn() throws Exception {
        String message = "x".repeat(64 << 10);
        try (Socket slow = new Socket("127.0.0.1", served.port())) {
            slow.setSoTimeout(20_000);
            slow.getOutputStream().write("SUBSCRIBE news\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] confirmation =
                    slow.getInputStream().readNBytes("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n".length());
            assertThat(confirmation).endsWith(":1\r\n".getBytes(StandardCharsets.US_ASCII));

            int sent = 0;
            for (long receivers = 3; receivers == 3 && sent < 4000; sent++) {
                receivers = publisher.publish("news", message);
                assertThat(next(events)).endsWith(message);
                assertThat(next(events)).endsWith(message);
            }

            assertThat(sent).as("messages until it was given up").isBetween(500, 3999);
            assertThat(bytesUntilTheEnd(slow)).isLessThan((sent - 1L) * message.length());
            assertThat(publisher.publish("news", "on")).isEqualTo(2);
            assertThat(next(events)).isEqualTo("news: on");
            assertThat(next(events)).isEqualTo("n*: news: on");
        }
    }

    private static long bytesUntilTheEnd(Socket socket) throws SocketTimeoutException {
        byte[] chunk = new byte[64 << 10];
        long bytes = 0;
        try {
            for (int read = 0; read >= 0; read = socket.getInputStream().read(chunk)) {
                bytes += read;
            }
        } catch (SocketTimeoutException open) {
            throw open;
        } catch (IOException reset) {
            // an end as good as any
        }
        return bytes;
    }

    private static String namedIn(String event) {
        return event.split(" ")[1];
    }
}
