package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.tcp.ConnectionCounts.Obstacle;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConnectionCountsTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "connection-counts");

    /** Echoes what it gets; an exclamation mark is no frame. */
    private static final ServerProtocol<ByteString, ByteString> FRAMES =
            (connection, service) -> Flow.of(ByteString.class).map(bytes -> {
                if (bytes.utf8String().equals("!")) {
                    throw Failure.at(Where.DECODE, Processed.NO, "no such frame");
                }
                return bytes;
            });

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aFaultACleanCloseAndADrainAreCountedOnceEach() throws Exception {
        try (Loopback loopback = Loopback.speaking(TcpServer.create(SYSTEM), FRAMES);
                Socket faulty = loopback.connect();
                Socket clean = loopback.connect();
                Socket drained = loopback.connect()) {
            say(faulty, "!");
            assertThat(faulty.getInputStream().read()).isEqualTo(-1);
            faulty.close();
            say(clean, "x");
            hear(clean, 1);
            clean.close();
            say(drained, "x");
            hear(drained, 1);
            awaitOpen(1, loopback.server);

            assertThat(loopback.server.counts())
                    .isEqualTo(
                            new ConnectionCounts(3, Map.of(Kind.PROTOCOL_FAULT, 1L, Kind.PEER_CLOSED, 1L), Map.of()));

            var terminated = loopback.server.terminate(Duration.ofSeconds(10));
            assertThat(drained.getInputStream().read()).isEqualTo(-1);
            drained.close();
            get(terminated);

            ConnectionCounts last = loopback.server.counts();
            assertThat(last.open()).isZero();
            assertThat(last.ended(Kind.DRAINED)).isEqualTo(1);
            assertThat(last.accepted()).isEqualTo(3);
        }
    }

    @Test
    void aConnectionIsOpenBeforeItsServiceIsAskedFor() throws Exception {
        CompletableFuture<ServerBinding> binding = new CompletableFuture<>();
        CompletableFuture<Long> open = new CompletableFuture<>();
        ServerBinding server =
                get(TcpServer.create(SYSTEM).<ByteString, ByteString>bind("127.0.0.1", 0, FRAMES, connection -> {
                    binding.thenAccept(bound -> open.complete(bound.counts().open()));
                    return CompletableFuture.failedFuture(new IllegalStateException("no license left"));
                }));
        binding.complete(server);
        assertThat(server.counts()).isEqualTo(new ConnectionCounts(0, Map.of(), Map.of()));

        try (Socket client = new Socket("127.0.0.1", server.localAddress().getPort())) {
            assertThat(get(open)).isEqualTo(1);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        get(server.terminate(Duration.ofSeconds(1)));

        assertThat(server.counts()).isEqualTo(new ConnectionCounts(1, Map.of(Kind.SERVICE_UNAVAILABLE, 1L), Map.of()));
    }

    @Test
    void whatStopsWithItsListenerIsCounted() throws Exception {
        try (Loopback loopback = Loopback.speaking(TcpServer.create(SYSTEM), FRAMES);
                Socket first = loopback.connect();
                Socket second = loopback.connect()) {
            for (Socket client : List.of(first, second)) {
                say(client, "x");
                hear(client, 1);
            }
            SYSTEM.classicSystem().stop(Adapter.toClassic(((ListenerBinding) loopback.server).listener()));
            get(loopback.server.whenTerminated());

            assertThat(loopback.server.counts()).isEqualTo(new ConnectionCounts(2, Map.of(Kind.STOPPED, 2L), Map.of()));
        }
    }

    @Test
    void aConnectionTooManyOfAnAddressIsClosedAtOnceAndCountedApart() throws Exception {
        TcpServer servers = TcpServer.create(SYSTEM);
        try (Loopback loopback = Loopback.speaking(
                        servers.withSettings(servers.settings().withMaxConnectionsPerAddress(1)), FRAMES);
                Socket first = loopback.connect();
                Socket second = loopback.connect()) {
            assertThat(second.getInputStream().read()).isEqualTo(-1);
            say(first, "x");
            assertThat(hear(first, 1)).isEqualTo("x");
            assertThat(loopback.server.counts())
                    .isEqualTo(new ConnectionCounts(1, Map.of(), Map.of(Obstacle.ADDRESS_FULL, 1L)));

            first.close();
            awaitOpen(0, loopback.server);
            try (Socket third = loopback.connect()) {
                say(third, "x");
                assertThat(hear(third, 1)).isEqualTo("x");
            }
        }
    }

    @Test
    void aConnectionThatComesTooFastWaitsAndTheWaitIsCounted() throws Exception {
        TcpServer servers = TcpServer.create(SYSTEM);
        try (Loopback loopback = Loopback.speaking(
                        servers.withSettings(servers.settings().withAcceptRate(1, 1)), FRAMES);
                Socket first = loopback.connect();
                Socket second = loopback.connect()) {
            say(first, "x");
            hear(first, 1);
            awaitMet(Obstacle.ACCEPT_RATE, loopback.server);
            assertThat(loopback.server.counts().accepted()).isEqualTo(1);

            loopback.time.advance(Duration.ofSeconds(1));

            say(second, "x");
            assertThat(hear(second, 1)).isEqualTo("x");
        }
    }

    private static void awaitMet(Obstacle obstacle, ServerBinding server) {
        TestProbe.create(SYSTEM).awaitAssert(() -> {
            assertThat(server.counts().met(obstacle)).isEqualTo(1);
            return null;
        });
    }

    private static void awaitOpen(long open, ServerBinding server) {
        TestProbe.create(SYSTEM).awaitAssert(() -> {
            assertThat(server.counts().open()).isEqualTo(open);
            return null;
        });
    }
}
