package io.tapio.samples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handshakes and changes of protocol over sockets: what callers and operators are told. */
class OtherProtocolTest {
    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "other-protocol");
    private final BlockingQueue<ConnectionInfo> connections = new LinkedBlockingQueue<>();
    private final Service<String, String> lines = Service.of(line -> "line " + line);

    @AfterEach
    void stop() {
        system.terminate();
    }

    @Test
    void aSessionComesBehindItsHandshake() {
        ServerBinding server = bind(Line.handshakingServer());

        Session<String, String> session =
                get(TcpClient.create(system).connect("127.0.0.1", port(server), Line.handshakingClient()));

        assertThat(get(session.call(Context.root(), "a"))).isEqualTo("line a");
    }

    @Test
    void aRefusedHandshakeFailsTheConnectInTheWordsOfTheServer() {
        ServerBinding server = bind(Line.server());

        Failure failure =
                failure(TcpClient.create(system).connect("127.0.0.1", port(server), Line.handshakingClient()));

        assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure).hasMessage("the server did not greet, but said: line You ready?");
        assertThat(failure.detail()).containsEntry("close.reason", "handshake_failed");
    }

    @Test
    void aClientThatDoesNotGreetIsToldWhyAndSoIsTheOperator() throws Exception {
        ServerBinding server = bind(Line.handshakingServer());
        try (Socket socket = new Socket("127.0.0.1", port(server))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("hello\n".getBytes());

            assertThat(new String(socket.getInputStream().readAllBytes()))
                    .isEqualTo("error: the first line must be: You ready?\n");
        }

        CloseReason reason = get(connections.poll(10, SECONDS).closed());
        assertThat(reason.kind()).isEqualTo(Kind.HANDSHAKE_FAILED);
        assertThat(reason.message()).isEqualTo("the client did not greet, but said: hello");
    }

    @Test
    void aConnectionGoesFromLinesToIntegersAndDrains() {
        ServerBinding server = bind(Line.upgradingServer(Service.of(integer -> 2 * integer)));
        Session<String, String> session =
                get(TcpClient.create(system).connect("127.0.0.1", port(server), Line.upgradingClient()));
        assertThat(get(session.call(Context.root(), "a"))).isEqualTo("line a");

        Session<Long, Long> integers = get(Line.upgrade(session, Context.root()));

        for (long i = 0; i < 1000; i++) {
            assertThat(get(integers.call(Context.root(), i))).isEqualTo(2 * i);
        }
        get(integers.drain(Duration.ofSeconds(5)));
        assertThat(get(session.closed())).isEqualTo(get(integers.closed()));
    }

    private ServerBinding bind(ServerProtocol<String, String> protocol) {
        return get(TcpServer.create(system).bind("127.0.0.1", 0, protocol, connection -> {
            connections.add(connection);
            return CompletableFuture.completedFuture(lines);
        }));
    }

    private static int port(ServerBinding server) {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }
}
