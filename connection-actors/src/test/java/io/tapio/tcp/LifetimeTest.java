package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.stack.StandardStack;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Connections that have been open for as long as they may. */
class LifetimeTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "lifetime");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TcpServer servers = TcpServer.create(SYSTEM).withStack(stack -> StandardStack.none());
    private final TcpServer shortLived = servers.withSettings(servers.settings().withMaxLifetime(MINUTE));

    private final VirtualTimer time = new VirtualTimer();
    private final TcpClient clients =
            TcpClient.create(SYSTEM).withStack(stack -> StandardStack.none()).withTimer(time);
    private final TcpClient shortLivedClients =
            clients.withSettings(clients.settings().withMaxLifetime(MINUTE));

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aServersConnectionDrainsAfterAboutItsLifetime() throws Exception {
        try (Loopback loopback = Loopback.serving(shortLived, Loopback.ECHO);
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "x");
            hear(client, 1); // so it is open

            loopback.time.advance(Duration.ofSeconds(54).minusMillis(1));
            say(client, "y");
            assertThat(hear(client, 1)).isEqualTo("y");
            assertThat(connection.draining().toCompletableFuture()).isNotDone();

            CloseReason reason = loopback.reasonAfter(Duration.ofSeconds(1), connection);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.LIFETIME);
            assertThat(reason.message())
                    .matches(
                            "it had been open for \\d+ m?s \\(tapio.tcp.server.max-lifetime = 60 s, a tenth less or more\\)");
            assertThat(connection.draining().toCompletableFuture()).isDone();
        }
    }

    @Test
    void aCallThatIsUnderWayIsAnsweredFirst() throws Exception {
        CompletableFuture<ByteString> late = new CompletableFuture<>();
        CompletableFuture<Context> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(shortLived, (context, bytes) -> {
                    called.complete(context);
                    return late;
                });
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "?");
            get(called);

            Loopback.turn(loopback.time, Duration.ofSeconds(1), connection.draining());
            late.complete(ByteString.fromString("late"));

            assertThat(hear(client, 5)).isEqualTo("late");
            client.close();
            assertThat(get(connection.closed()).kind()).isEqualTo(CloseReason.Kind.LIFETIME);
        }
    }

    @Test
    void aCallThatTakesLongerThanTheTimeToDrainIsCut() throws Exception {
        try (Loopback loopback = Loopback.serving(shortLived, (context, bytes) -> new CompletableFuture<>());
                Socket client = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(client, "?");

            CloseReason reason = loopback.reasonAfter(Duration.ofSeconds(5), connection);

            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.DRAIN_DEADLINE);
            assertThat(reason.message()).endsWith("within 10 s (tapio.tcp.server.drain-timeout)");
        }
    }

    @Test
    void aClientsSessionDrainsAfterAboutItsLifetime() throws Exception {
        try (ServerSocket server = listening()) {
            Session<String, String> session =
                    get(shortLivedClients.connect("127.0.0.1", server.getLocalPort(), UNTIL_DRAINED));
            try (Socket peer = server.accept()) {
                Loopback.turn(time, Duration.ofSeconds(1), ((Quiet) session).connection.draining());

                assertThat(peer.getInputStream().read()).isEqualTo(-1);
            }
            CloseReason reason = get(session.closed());
            assertThat(reason.kind()).isEqualTo(CloseReason.Kind.LIFETIME);
            assertThat(reason.message()).contains("tapio.tcp.client.max-lifetime = 60 s");
        }
    }

    @Test
    void aClientsFlowOfBytesSeesTheEndOfItsInputAndIsCutIfItDoesNotEnd() throws Exception {
        try (ServerSocket server = listening()) {
            var both = Source.<ByteString>maybe()
                    .viaMat(shortLivedClients.flow("127.0.0.1", server.getLocalPort()), Keep.right())
                    .toMat(Sink.ignore(), Keep.both())
                    .run(SYSTEM);
            try (Socket peer = server.accept()) {
                ConnectionInfo connection = get(both.first());
                Loopback.turn(time, Duration.ofSeconds(1), both.second());
                assertThat(connection.closed().toCompletableFuture()).isNotDone();

                Loopback.turn(time, Duration.ofSeconds(1), connection.closed());

                assertThat(get(connection.closed()).message()).endsWith("within 10 s (tapio.tcp.client.drain-timeout)");
            }
        }
    }

    @Test
    void lifetimesAreDrawnFromATenthLessToATenthMore() {
        ConnectionSettings settings = shortLived.settings().connection();

        var drawn = IntStream.range(0, 200)
                .mapToObj(i -> settings.drawLifetime().orElseThrow())
                .toList();

        assertThat(drawn).allMatch(each -> each.toSeconds() >= 54 && each.compareTo(Duration.ofSeconds(66)) <= 0);
        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void lifetimesAreOffUnlessTheyAreAskedFor() {
        assertThat(TcpServerSettings.from(ConfigFactory.load()).connection().drawLifetime())
                .isEqualTo(Optional.empty());
        assertThat(TcpClientSettings.from(ConfigFactory.load()).connection().drawLifetime())
                .isEqualTo(Optional.empty());
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Says nothing, and ends when its session is drained. */
    private static final ClientProtocol<String, String> UNTIL_DRAINED = connection -> Flow.fromSinkAndSourceMat(
            Sink.<ByteString>ignore(),
            Source.<ByteString>maybe(),
            (heard, said) -> CompletableFuture.completedFuture(new Quiet(connection, said)));

    private record Quiet(ConnectionInfo connection, CompletableFuture<Optional<ByteString>> said)
            implements Session<String, String> {
        @Override
        public CompletionStage<String> call(Context context, String request) {
            return CompletableFuture.failedFuture(new AssertionError("it says nothing"));
        }

        @Override
        public Status status() {
            return Status.OPEN;
        }

        @Override
        public CompletionStage<Done> drain(Duration within) {
            said.complete(Optional.empty());
            return closed().thenApply(reason -> Done.getInstance());
        }

        @Override
        public CompletionStage<CloseReason> closed() {
            return connection.closed();
        }
    }
}
