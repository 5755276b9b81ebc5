package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends in its middle must not look like an end: whoever reads it sees a reset. What was answered does end. */
class BrokenOffTest {
    private final CompletableFuture<ConnectionInfo> accepted = new CompletableFuture<>();
    private ActorSystem<Void> system;

    private void start(String selector) {
        system = ActorSystem.create(
                Behaviors.empty(),
                "broken-off",
                ConfigFactory.parseString("tapio.io.selector = " + selector).withFallback(ConfigFactory.load()));
    }

    @AfterEach
    void stop() {
        system.terminate();
    }

    @ParameterizedTest
    @CsvSource({"event-loop, true", "event-loop, false", "pekko, true", "pekko, false"})
    void aResetOnOneSideOfAProxyIsOneOnTheOther(String selector, boolean behind) throws Exception {
        start(selector);
        try (ServerSocket upstream = listening();
                Socket client = connect(serve(joining(upstream)));
                Socket server = upstream.accept()) {
            server.setSoTimeout(20_000);
            Socket one = behind ? server : client;
            Socket other = behind ? client : server;
            say(one, "half of a mess");
            assertThat(hear(other, 14)).isEqualTo("half of a mess");
            one.setSoLinger(true, 0);
            one.close();

            assertReset(other);
            assertThat(get(get(accepted).closed()).kind()).isEqualTo(Kind.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aFlowOfBytesThatFailsEndsWithAReset(String selector) throws Exception {
        start(selector);
        Failure fault = Failure.at(Where.SERVICE, Processed.MAYBE, "the disk is full");
        try (Socket client = connect(serve(connection -> sayingAndThen(fault)))) {
            assertThat(hear(client, 4)).isEqualTo("half");

            assertReset(client);
            assertThat(get(get(accepted).closed())).isEqualTo(new CloseReason(Kind.BROKEN_OFF, "the disk is full"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void whatFailsBeforeAnythingWasDoneEndsWithAnEnd(String selector) throws Exception {
        start(selector);
        Failure refused = Failure.at(Where.CONNECT, Processed.NO, "nobody is there");
        try (Socket client =
                connect(serve(connection -> Flow.fromSinkAndSource(Sink.ignore(), Source.failed(refused))))) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.close();
            assertThat(get(get(accepted).closed()).kind()).isEqualTo(Kind.SERVICE_FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROTOCOL_FAULT", "SERVICE_FAILED", "HANDSHAKE_FAILED", "BROKEN_OFF", "STOPPED"})
    void aProtocolThatFailsEndsByTheKindOfItsReason(Kind kind) throws Exception {
        start("event-loop");
        Failure named = new CloseReason(kind, "why").toFailure(Processed.MAYBE);
        try (Loopback loopback =
                        Loopback.speaking(TcpServer.create(system), (connection, service) -> sayingAndThen(named));
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            assertThat(hear(client, 4)).isEqualTo("half");

            if (kind.breaksOff()) {
                assertReset(client);
            } else {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            client.close();
            assertThat(get(connection.closed()).kind()).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void whatTheDrainDeadlineCutsEndsWithAReset(String selector) throws Exception {
        start(selector);
        CompletableFuture<Void> called = new CompletableFuture<>();
        Service<ByteString, ByteString> halves = (context, bytes) -> {
            if (bytes.utf8String().equals("?")) {
                return CompletableFuture.completedFuture(ByteString.fromString("half"));
            }
            called.complete(null);
            return new CompletableFuture<>();
        };
        try (Loopback loopback = Loopback.serving(TcpServer.create(system), halves);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "?");
            assertThat(hear(client, 4)).isEqualTo("half");
            say(client, "!");
            get(called);
            Loopback.turn(loopback.time, Duration.ofSeconds(1), loopback.server.terminate(Duration.ofSeconds(5)));

            assertReset(client);
            assertThat(get(connection.closed()).kind()).isEqualTo(Kind.DRAIN_DEADLINE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void silenceIsNothingThatIsCut(String selector) throws Exception {
        start(selector);
        try (Loopback loopback = Loopback.echoing(system);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "whole");
            assertThat(hear(client, 5)).isEqualTo("whole");

            assertThat(loopback.reasonAfter(Duration.ofMinutes(2), connection).kind())
                    .isEqualTo(Kind.IDLE_TIMEOUT);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Flow<ByteString, ByteString, NotUsed> sayingAndThen(Failure fault) {
        return Flow.fromSinkAndSource(
                Sink.ignore(), Source.from(List.of("half", "")).map(text -> {
                    if (text.isEmpty()) {
                        throw fault;
                    }
                    return ByteString.fromString(text);
                }));
    }

    private Function<ConnectionInfo, Flow<ByteString, ByteString, ?>> joining(ServerSocket upstream) {
        return connection -> TcpClient.create(system).flow("127.0.0.1", upstream.getLocalPort());
    }

    private int serve(Function<ConnectionInfo, Flow<ByteString, ByteString, ?>> flows) {
        return get(TcpServer.create(system).bind("127.0.0.1", 0, connection -> {
                    accepted.complete(connection);
                    return flows.apply(connection);
                }))
                .localAddress()
                .getPort();
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
