package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hosts with several addresses, and addresses of one's own. */
class ClientAddressesTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "client-addresses");

    private final VirtualTimer time = new VirtualTimer();
    private final TcpClient clients = TcpClient.create(SYSTEM).withTimer(time);

    @BeforeAll
    static void here() {
        Hosts.assumeSecondLoopback();
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void anAddressThatRefusesIsFollowedByTheNextAtOnce() throws Exception {
        try (ServerSocket server = listening("127.0.0.1", 0)) {
            var connected = connect(clients.withResolver(Hosts.having("127.0.0.2", "127.0.0.1")), server);

            assertThat(get(connected).remoteAddress()).isEqualTo(server.getLocalSocketAddress());
            assertThat(time.nanoTime()).isZero();
        }
    }

    @Test
    void anAddressThatDoesNotAnswerIsOvertakenAfterTheDelay() throws Exception {
        try (ServerSocket server = listening("127.0.0.1", 0);
                Silent silent = new Silent("127.0.0.2", server.getLocalPort())) {
            var connected = connect(clients.withResolver(Hosts.having("127.0.0.2", "127.0.0.1")), server);
            awaitScheduled(2); // the connect timeout, and the turn of the next address
            time.advance(Duration.ofMillis(249));
            assertThat(connected.toCompletableFuture()).isNotDone();

            time.advance(Duration.ofMillis(1));

            assertThat(get(connected).remoteAddress()).isEqualTo(server.getLocalSocketAddress());
        }
    }

    @Test
    void aHostThatRefusesEverywhereFailsWithEveryAddressAndTheFirstCause() throws Exception {
        try (ServerSocket free = listening("127.0.0.1", 0)) {
            int port = free.getLocalPort();
            free.close();

            Failure failure = failure(
                    clients.withResolver(Hosts.having("127.0.0.1", "127.0.0.2")).flow("two.example", port));

            assertThat(failure.where()).isEqualTo(Where.CONNECT);
            assertThat(failure)
                    .hasMessage(
                            "cannot connect to two.example:%1$d: 127.0.0.1:%1$d (Connection refused),"
                                    + " 127.0.0.2:%1$d (Connection refused)",
                            port)
                    .hasCauseInstanceOf(ConnectException.class);
            assertThat(failure.address()).contains("two.example:" + port);
        }
    }

    @Test
    void aHostThatDoesNotAnswerInTimeFailsWithEveryAddress() throws Exception {
        try (Silent one = new Silent("127.0.0.1", 0);
                Silent other = new Silent("127.0.0.2", one.socket.getLocalPort())) {
            var connected = connect(clients.withResolver(Hosts.having("127.0.0.1", "127.0.0.2")), other.socket);
            awaitScheduled(2);
            time.advance(Duration.ofSeconds(3));

            assertThat(Failure.of(thrown(connected)))
                    .hasMessage(
                            "no connection was made within 3 s (tapio.tcp.client.connect-timeout):"
                                    + " 127.0.0.1:%1$d (no answer), 127.0.0.2:%1$d (no answer)",
                            one.socket.getLocalPort());
        }
    }

    @Test
    void addressesAboveTheLimitAreNotTriedAndTheKeyIsNamed() throws Exception {
        TcpClientSettings one = TcpClientSettings.from(
                ConfigFactory.parseString("tapio.tcp.client.max-addresses = 1").withFallback(ConfigFactory.load()));
        try (ServerSocket server = listening("127.0.0.1", 0)) {
            Failure failure = failure(clients.withSettings(one)
                    .withResolver(Hosts.having("127.0.0.2", "127.0.0.1", "127.0.0.3"))
                    .flow("many.example", server.getLocalPort()));

            assertThat(failure)
                    .hasMessageEndingWith("127.0.0.2:" + server.getLocalPort()
                            + " (Connection refused); 2 more than the limit of 1 (tapio.tcp.client.max-addresses)");
        }
    }

    @Test
    void anAddressOfIpv6IsConnectedTo() throws Exception {
        Hosts.assumeIpv6();
        try (ServerSocket server = listening("::1", 0)) {
            for (String host : List.of("::1", "[::1]")) {
                var connected = start(clients.flow(host, server.getLocalPort()));

                assertThat(get(connected).remoteAddress()).isEqualTo(server.getLocalSocketAddress());
            }
        }
    }

    @Test
    void aConnectionComesFromTheLocalAddressAndPort() throws Exception {
        int port;
        try (ServerSocket free = listening("127.0.0.2", 0)) {
            port = free.getLocalPort();
        }
        TcpClientSettings bound = clients.settings().withLocalAddress("127.0.0.2", port);
        try (ServerSocket server = listening("127.0.0.1", 0)) {
            var connected = start(clients.withSettings(bound).flow("127.0.0.1", server.getLocalPort()));

            try (Socket peer = server.accept()) {
                assertThat(peer.getRemoteSocketAddress()).isEqualTo(new InetSocketAddress("127.0.0.2", port));
                assertThat(get(connected).localAddress()).isEqualTo(peer.getRemoteSocketAddress());
            }
        }
    }

    @Test
    void theLocalAddressIsReadFromTheConfiguration() {
        var config = ConfigFactory.parseString("tapio.tcp.client { local-host = 127.0.0.2, local-port = 7 }");

        assertThat(TcpClientSettings.from(config.withFallback(ConfigFactory.load()))
                        .localAddress())
                .contains(InetSocketAddress.createUnresolved("127.0.0.2", 7));
        assertThat(clients.settings().localAddress()).isEmpty();
    }

    @Test
    void aLocalAddressThatCannotBeHadIsNamed() {
        var settings = clients.settings();

        assertThat(failure(clients.withSettings(settings.withLocalAddress("127.0.0.1", 0))
                        .flow("::1", 7)))
                .hasMessage("cannot connect to [::1]:7: the local address is of another family");
        assertThat(failure(clients.withSettings(settings.withLocalAddress("198.51.100.1", 0))
                        .flow("127.0.0.1", 7)))
                .hasMessage("cannot connect to 127.0.0.1:7: Cannot assign requested address");
        assertThat(failure(clients.withSettings(settings.withLocalAddress("no-such-host.invalid", 0))
                        .flow("127.0.0.1", 7)))
                .hasMessage("cannot connect to 127.0.0.1:7: the local host is unknown");
    }

    @Test
    void aLookUpThatTakesLongHoldsNobodyElseAndIsUnderTheSameDeadline() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Resolver slow = new Resolver(Hosts.THREADS, host -> {
            await(over);
            throw new UnknownHostException(host);
        });
        try (ServerSocket server = listening("127.0.0.1", 0)) {
            var late = start(clients.withResolver(slow).flow("slow.example", 7));
            for (int i = 0; i < 8; i++) { // on whichever loop that look-up began
                get(start(clients.flow("127.0.0.1", server.getLocalPort())));
            }
            Loopback.turn(time, Duration.ofSeconds(3), late);

            assertThat(Failure.of(thrown(late)))
                    .hasMessage("no connection was made within 3 s (tapio.tcp.client.connect-timeout):"
                            + " its addresses were not found yet");
        } finally {
            over.countDown();
        }
    }

    private static ServerSocket listening(String address, int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getByName(address));
    }

    private static CompletionStage<ConnectionInfo> connect(TcpClient client, ServerSocket server) {
        return start(client.flow("some.example", server.getLocalPort()));
    }

    private static CompletionStage<ConnectionInfo> start(
            Flow<ByteString, ByteString, CompletionStage<ConnectionInfo>> flow) {
        return Source.<ByteString>maybe()
                .viaMat(flow, Keep.right())
                .to(Sink.ignore())
                .run(SYSTEM);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitScheduled(int tasks) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (time.scheduled() < tasks) {
            assertThat(System.nanoTime()).as("time for %d tasks to come", tasks).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Failure failure(Flow<ByteString, ByteString, CompletionStage<ConnectionInfo>> flow) {
        return Failure.of(thrown(start(flow)));
    }

    private static Throwable thrown(CompletionStage<?> stage) {
        return get(stage.handle((value, thrown) -> thrown));
    }
}
