package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TcpServerTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tcp-server");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void answersOnAPortThatTheSystemChose() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            say(client, "hello");

            assertThat(hear(client, 5)).isEqualTo("hello");
            assertThat(loopback.server.localAddress().getPort()).isPositive();
        }
    }

    @Test
    void tellsTheServiceWhoThePeerIs() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();

            assertThat(connection.remoteAddress()).isEqualTo(client.getLocalSocketAddress());
            assertThat(connection.localAddress()).isEqualTo(client.getRemoteSocketAddress());
        }
    }

    @Test
    void tellsWhenThePeerHasClosed() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM)) {
            loopback.connect().close();

            assertThat(get(loopback.accepted().closed()).kind()).isEqualTo(CloseReason.Kind.PEER_CLOSED);
        }
    }

    @Test
    void aPeerThatClosedItsSideGetsItsAnswers() throws Exception {
        CompletableFuture<ByteString> late = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(TcpServer.create(SYSTEM), (context, bytes) -> late);
                Socket client = loopback.connect()) {
            say(client, "?");
            client.shutdownOutput();
            late.complete(ByteString.fromString("late"));

            assertThat(hear(client, 5)).isEqualTo("late");
            assertThat(get(loopback.accepted().closed()).kind()).isEqualTo(CloseReason.Kind.PEER_CLOSED);
        }
    }

    @Test
    void manyConnectionsAreServedSideBySide() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (Loopback loopback = Loopback.echoing(SYSTEM)) {
            for (int i = 0; i < 300; i++) {
                clients.add(loopback.connect());
            }
            for (int i = 0; i < clients.size(); i++) {
                say(clients.get(i), "%03d".formatted(i));
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(hear(clients.get(i), 3)).isEqualTo("%03d".formatted(i));
            }
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void carriesMoreBytesThanAnyBuffer() throws Exception {
        byte[] bytes = new byte[32 * 1024 * 1024];
        new java.util.Random(1).nextBytes(bytes);
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    client.getOutputStream().write(bytes);
                    client.shutdownOutput();
                } catch (java.io.IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes);
            get(written);
        }
    }

    @Test
    void aPortInUseIsNamed() {
        try (Loopback loopback = Loopback.echoing(SYSTEM)) {
            int port = loopback.server.localAddress().getPort();

            assertThatThrownBy(
                            () -> get(TcpServer.create(SYSTEM).bind("127.0.0.1", port, Loopback.CHUNKS, Loopback.ECHO)))
                    .hasRootCauseInstanceOf(java.net.BindException.class)
                    .extracting(thrown -> Failure.of(thrown).getMessage())
                    .asString()
                    .contains("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void anUnboundServerTakesNoNewConnectionsAndServesTheOldOnes() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            loopback.accepted();
            get(loopback.server.unbind());

            assertThatThrownBy(loopback::connect).isInstanceOf(ConnectException.class);
            say(client, "still");
            assertThat(hear(client, 5)).isEqualTo("still");
        }
    }

    @Test
    void terminatingClosesIdleConnectionsAtOnce() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "x");
            hear(client, 1);

            var terminated = loopback.server.terminate(Duration.ofSeconds(10));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();
            get(terminated);

            assertThat(get(connection.closed()).kind()).isEqualTo(CloseReason.Kind.DRAINED);
            assertThat(connection.draining().toCompletableFuture()).isDone();
        }
    }

    @Test
    void aConnectionWhoseProtocolEndsAtOnceWhenItDrainsWasDrained() throws Exception {
        ServerProtocol<ByteString, ByteString> drainingItself = new ServerProtocol<>() {
            @Override
            public Flow<ByteString, ByteString, NotUsed> serve(
                    ConnectionInfo connection, Service<ByteString, ByteString> service) {
                SharedKillSwitch end = KillSwitches.shared("end");
                connection.draining().thenRun(end::shutdown);
                return Flow.of(ByteString.class).via(end.flow());
            }

            @Override
            public boolean drains() {
                return true;
            }
        };
        try (Loopback loopback = Loopback.speaking(TcpServer.create(SYSTEM), drainingItself);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "x");
            hear(client, 1);

            loopback.server.terminate(Duration.ofSeconds(10));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();

            assertThat(get(connection.closed()).kind()).isEqualTo(CloseReason.Kind.DRAINED);
        }
    }

    @Test
    void terminatingWaitsForTheCallsUnderWay() throws Exception {
        CompletableFuture<ByteString> late = new CompletableFuture<>();
        CompletableFuture<Context> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(TcpServer.create(SYSTEM), (context, bytes) -> {
                    called.complete(context);
                    return late;
                });
                Socket client = loopback.connect()) {
            say(client, "?");
            get(called);

            var terminated = loopback.server.terminate(Duration.ofSeconds(10));
            late.complete(ByteString.fromString("late"));

            assertThat(hear(client, 5)).isEqualTo("late");
            client.close();
            get(terminated);
        }
    }

    @Test
    void terminatingCutsWhatIsNotDoneInTime() throws Exception {
        CompletableFuture<Context> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(TcpServer.create(SYSTEM), (context, bytes) -> {
                    called.complete(context);
                    return new CompletableFuture<>();
                });
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "?");
            get(called);
            loopback.server.terminate(Duration.ofSeconds(3));

            CloseReason reason = loopback.reasonAfter(Duration.ofSeconds(1), connection);

            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.DRAIN_DEADLINE);
            get(loopback.server.whenTerminated());
        }
    }

    @Test
    void aConnectionThatGetsNoServiceIsClosedWithTheCause() throws Exception {
        CompletableFuture<ConnectionInfo> refused = new CompletableFuture<>();
        ServerBinding server = get(
                TcpServer.create(SYSTEM).<ByteString, ByteString>bind("127.0.0.1", 0, Loopback.CHUNKS, connection -> {
                    refused.complete(connection);
                    return CompletableFuture.failedFuture(new IllegalStateException("no license left"));
                }));
        try (Socket client = new Socket("127.0.0.1", server.localAddress().getPort())) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);

            CloseReason reason = get(get(refused).closed());
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.SERVICE_UNAVAILABLE);
            assertThat(reason.message()).contains("no license left");
        }
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void atTheLimitNewConnectionsWaitUntilOneEnds() throws Exception {
        TcpServer servers = TcpServer.create(SYSTEM);
        try (Loopback loopback = Loopback.serving(
                        servers.withSettings(servers.settings().withMaxConnections(1)), Loopback.ECHO);
                Socket first = loopback.connect();
                Socket second = loopback.connect()) {
            loopback.accepted();
            say(second, "waited");
            assertThat(loopback.opened).isEmpty();

            first.close();

            assertThat(hear(second, 6)).isEqualTo("waited");
        }
    }

    @Test
    void theServerEndsWithItsActorSystem() throws Exception {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "short-lived");
        Loopback loopback = Loopback.echoing(system);
        try (Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            system.terminate();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();
            get(loopback.server.whenTerminated());
            assertThat(get(connection.closed()).kind()).isEqualTo(CloseReason.Kind.DRAINED);
        }
        get(system.getWhenTerminated());
    }
}
