package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.stats.SystemStats;
import io.tapio.testkit.stats.Numbers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionNumbersTest {
    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "connection-numbers");
    private final Numbers numbers = new Numbers(SystemStats.of(system));

    @AfterEach
    void stop() {
        system.terminate();
    }

    @Test
    void theNumbersOfAListenerAreItsCounts() throws Exception {
        TcpServer servers = TcpServer.create(system);
        try (Loopback loopback = Loopback.serving(
                        servers.withSettings(servers.settings().withMaxConnectionsPerAddress(1)), Loopback.ECHO);
                Socket first = loopback.connect();
                Socket refused = loopback.connect()) {
            String listener = "127.0.0.1:" + loopback.server.localAddress().getPort();
            say(first, "x");
            hear(first, 1);
            assertThat(refused.getInputStream().read()).isEqualTo(-1);

            assertThat(numbers.of(ConnectionTable.OPEN, listener)).isEqualTo(1);
            assertThat(numbers.of(ConnectionTable.ACCEPTED, listener)).isEqualTo(1);
            assertThat(numbers.of(ConnectionTable.MET, listener, "address_full"))
                    .isEqualTo(1);
            assertThat(numbers.of(Descriptors.SOCKETS)).isEqualTo(1);

            first.close();
            eventually(() -> assertThat(numbers.of(ConnectionTable.ENDED, listener, "peer_closed"))
                    .isEqualTo(1));
            assertThat(numbers.of(ConnectionTable.OPEN, listener)).isZero();
            assertThat(endedFor(ConnectionTable.ENDED.name(), Map.of("listener", listener)))
                    .isEqualTo(1);
        }
    }

    @Test
    void connectionsToOthersAreCountedFromTheirBeginningToTheirEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var ended = Source.<ByteString>maybe()
                    .via(TcpClient.create(system).flow("127.0.0.1", server.getLocalPort()))
                    .runWith(Sink.ignore(), system);
            try (Socket peer = server.accept()) {
                eventually(() -> assertThat(numbers.of(ClientCounts.OPEN)).isEqualTo(1));
                assertThat(numbers.of(ClientCounts.CONNECTED)).isEqualTo(1);
                peer.setSoLinger(true, 0);
            }
            ended.toCompletableFuture().exceptionally(reset -> null).get();
        }

        eventually(() -> assertThat(numbers.of(ClientCounts.ENDED, "reset")).isEqualTo(1));
        assertThat(numbers.of(ClientCounts.OPEN)).isZero();
        assertThat(endedFor(ClientCounts.ENDED.name(), Map.of())).isEqualTo(1);
        assertThat(endedFor(ClientCounts.FAILED.name(), Map.of())).isZero();
    }

    @Test
    void connectionsThatCannotBeMadeAreCountedByReason() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        get(Source.<ByteString>maybe()
                .via(TcpClient.create(system).flow("127.0.0.1", port))
                .runWith(Sink.ignore(), system)
                .exceptionally(refused -> null));

        eventually(() ->
                assertThat(numbers.of(ClientCounts.FAILED, "connect_failed")).isEqualTo(1));
        assertThat(numbers.of(ClientCounts.CONNECTED)).isZero();
        assertThat(endedFor(ClientCounts.FAILED.name(), Map.of())).isEqualTo(1);
    }

    private long endedFor(String metric, Map<String, String> tags) {
        return Stream.of(Kind.values())
                .mapToLong(kind -> numbers.of(metric, and(tags, kind.label())))
                .sum();
    }

    private static Map<String, String> and(Map<String, String> tags, String reason) {
        Map<String, String> all = new HashMap<>(tags);
        all.put("reason", reason);
        return all;
    }

    private void eventually(Runnable assertion) {
        TestProbe.create(system).awaitAssert(() -> {
            assertion.run();
            return null;
        });
    }
}
