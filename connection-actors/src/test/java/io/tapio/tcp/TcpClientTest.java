package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.testkit.time.VirtualTimer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TcpClientTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tcp-client");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    /** Says its greeting, and is ready when the peer's has come. */
    private static final ClientProtocol<String, String> GREETING = connection -> Flow.fromSinkAndSourceMat(
            Sink.<ByteString>head(),
            Source.single(ByteString.fromString("HELO")).concat(Source.maybe()),
            (heard, nothing) -> heard.thenApply(bytes -> session(bytes, connection)));

    @Test
    void completesWhenTheHandshakeIsDone() throws Exception {
        try (ServerSocket server = listening(50)) {
            CompletionStage<Session<String, String>> connected = connect(server, new VirtualTimer());
            try (Socket peer = server.accept()) {
                assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("HELO");
                assertThat(connected.toCompletableFuture()).isNotDone();

                peer.getOutputStream().write("EHLO".getBytes());

                assertThat(get(get(connected).call(Context.root(), "?"))).isEqualTo("EHLO");
            }
        }
    }

    @Test
    void aRefusedConnectionFailsWithAddressAndCause() throws Exception {
        int port;
        try (ServerSocket server = listening(1)) {
            port = server.getLocalPort();
        }

        Failure failure = failure(TcpClient.create(SYSTEM).connect("127.0.0.1", port, GREETING));

        assertThat(failure.where()).isEqualTo(Where.CONNECT);
        assertThat(failure.processed()).isEqualTo(Processed.NO);
        assertThat(failure).hasMessage("cannot connect to 127.0.0.1:" + port + ": Connection refused");
        assertThat(failure.address()).contains("127.0.0.1:" + port);
        assertThat(failure.elapsed()).isPresent();
    }

    @Test
    void anUnknownHostIsNamed() {
        Failure failure = failure(TcpClient.create(SYSTEM).connect("no-such-host.invalid", 1, GREETING));

        assertThat(failure.where()).isEqualTo(Where.CONNECT);
        assertThat(failure).hasMessage("cannot connect to no-such-host.invalid:1: the host is unknown");
    }

    @Test
    void aConnectThatTakesTooLongFailsByItsDeadline() throws Exception {
        try (Silent full = new Silent("127.0.0.1", 0)) {
            VirtualTimer time = new VirtualTimer();

            Failure failure = failureAfter(Duration.ofSeconds(1), connect(full.socket, time), time);

            assertThat(failure.where()).isEqualTo(Where.CONNECT);
            assertThat(failure).hasMessage("no connection was made within 3 s (tapio.tcp.client.connect-timeout)");
        }
    }

    @Test
    void aHandshakeThatTakesTooLongFailsByItsDeadline() throws Exception {
        try (ServerSocket silent = listening(50)) {
            VirtualTimer time = new VirtualTimer();
            CompletionStage<Session<String, String>> connected = connect(silent, time);
            silent.accept().getInputStream().readNBytes(4); // the connection is made, and the greeting said

            Failure failure = failureAfter(Duration.ofSeconds(1), connected, time);

            assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
            assertThat(failure)
                    .hasMessage("the connection was not ready within 5 s (tapio.tcp.client.handshake-timeout)");
        }
    }

    @Test
    void aHandshakeThatThePeerBreaksOffFailsWithItsCause() throws Exception {
        try (ServerSocket server = listening(50)) {
            CompletionStage<Session<String, String>> connected = connect(server, new VirtualTimer());
            server.accept().close();

            Failure failure = failure(connected);

            assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
            assertThat(failure.processed()).isEqualTo(Processed.NO);
        }
    }

    private static ServerSocket listening(int backlog) throws Exception {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private static CompletionStage<Session<String, String>> connect(ServerSocket server, VirtualTimer time) {
        return TcpClient.create(SYSTEM).withTimer(time).connect("127.0.0.1", server.getLocalPort(), GREETING);
    }

    private static Failure failureAfter(Duration step, CompletionStage<?> stage, VirtualTimer time) throws Exception {
        Loopback.turn(time, step, stage);
        return failure(stage);
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }

    private static Session<String, String> session(ByteString greeting, ConnectionInfo connection) {
        return new Session<>() {
            @Override
            public CompletionStage<String> call(Context context, String request) {
                return CompletableFuture.completedFuture(greeting.utf8String());
            }

            @Override
            public Status status() {
                return Status.OPEN;
            }

            @Override
            public CompletionStage<Done> drain(Duration within) {
                return CompletableFuture.completedFuture(Done.getInstance());
            }

            @Override
            public CompletionStage<CloseReason> closed() {
                return connection.closed();
            }
        };
    }
}
