package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.stack.StandardStack;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a peer may do, beside a healthy connection that must not notice. Deadlines pass in virtual time. */
class PeerFaultTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "peer-fault");

    /** Without filters: what they do about calls is not what a connection does about its peer. */
    private static final TcpServer SERVERS = TcpServer.create(SYSTEM).withStack(stack -> StandardStack.none());

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ByteString MUCH = ByteString.fromArray(new byte[32 * 1024 * 1024]);

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aPeerThatSaysNothingIsClosedByTheFirstByteDeadline() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket silent = loopback.connect()) {
            var reason = loopback.reasonAfter(SECOND, loopback.accepted());

            assertThat(reason.kind()).isEqualTo(Kind.FIRST_BYTE_TIMEOUT);
            assertThat(reason.message()).isEqualTo("no byte came within 10 s (tapio.tcp.server.first-byte-timeout)");
            assertThatThrownBy(() -> {
                        say(silent, "x");
                        throw new IOException(
                                "end of stream " + silent.getInputStream().read());
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPeerThatStopsTalkingIsClosedByTheIdleDeadline() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket idle = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(idle, "x");
            hear(idle, 1);

            assertThat(loopback.reasonAfter(Duration.ofMinutes(2), connection).kind())
                    .isEqualTo(Kind.IDLE_TIMEOUT);
        }
    }

    @Test
    void aPeerThatNeverReadsIsClosedWhenItsWriteStalls() throws Exception {
        try (Loopback loopback = Loopback.serving(SERVERS, Service.of(bytes -> MUCH));
                Socket deaf = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(deaf, "?");
            hear(deaf, 1);

            var reason = loopback.reasonAfter(Duration.ofSeconds(20), connection);

            assertThat(reason.kind()).isEqualTo(Kind.WRITE_STALLED);
            assertThat(reason.message()).contains("30 s", "tapio.tcp.server.write-stalled-timeout");
        }
    }

    /** What was cut short must not look whole: the peer gets a reset, not an end of stream. */
    @Test
    void aReplyThatIsCutShortEndsWithAReset() throws Exception {
        try (Loopback loopback = Loopback.serving(SERVERS, Service.of(bytes -> MUCH));
                Socket deaf = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(deaf, "?");
            hear(deaf, 1);
            loopback.reasonAfter(Duration.ofSeconds(20), connection);

            assertThatThrownBy(() -> deaf.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aResetInTheMiddleOfAReplyEndsTheConnection() throws Exception {
        try (Loopback loopback = Loopback.serving(SERVERS, Service.of(bytes -> MUCH))) {
            Socket rude = loopback.connect();
            ConnectionInfo connection = loopback.accepted();
            say(rude, "?");
            hear(rude, 1);
            reset(rude);

            assertThat(get(connection.closed()).kind()).isEqualTo(Kind.RESET);
        }
    }

    @Test
    void aResetWhileNothingIsReadIsFoundByAProbe() throws Exception {
        CompletableFuture<ByteString> never = new CompletableFuture<>();
        CompletableFuture<Void> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(SERVERS, (context, bytes) -> {
            called.complete(null);
            return never;
        })) {
            Socket rude = loopback.connect();
            ConnectionInfo connection = loopback.accepted();
            say(rude, "?");
            get(called);
            for (int i = 0; i < 16; i++) {
                say(rude, "more that nobody asks for");
            }
            reset(rude);

            assertThat(loopback.reasonAfter(SECOND, connection).kind()).isEqualTo(Kind.RESET);
        }
    }

    @Test
    void bytesThatAProbeBroughtAreHandedOn() throws Exception {
        CompletableFuture<Void> called = new CompletableFuture<>();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(SERVERS, (context, bytes) -> {
                    called.complete(null);
                    return goOn.thenApply(now -> bytes);
                });
                Socket client = loopback.connect()) {
            say(client, "one ");
            get(called);
            say(client, "two ");
            for (int i = 0; i < 100; i++) {
                loopback.time.advance(SECOND);
                Thread.onSpinWait();
            }
            say(client, "three");
            client.shutdownOutput();
            goOn.complete(null);

            assertThat(new String(client.getInputStream().readAllBytes())).isEqualTo("one two three");
        }
    }

    @Test
    void aPeerThatSendsWhatNobodyAsksForIsClosedInTheEnd() throws Exception {
        CompletableFuture<Void> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(SERVERS, (context, bytes) -> {
                    called.complete(null);
                    return new CompletableFuture<>();
                });
                Socket flood = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(flood, "?");
            get(called);
            flood.getOutputStream().write(new byte[2 * SocketBytes.CHUNK]);

            assertThat(loopback.reasonAfter(SECOND, connection).kind()).isEqualTo(Kind.READ_SUSPENDED);
        }
    }

    @Test
    void aHalfClosedPeerThatIsResetIsGoneByTheDeadline() throws Exception {
        CompletableFuture<Void> called = new CompletableFuture<>();
        try (Loopback loopback = Loopback.serving(SERVERS, (context, bytes) -> {
            called.complete(null);
            return new CompletableFuture<>();
        })) {
            Socket rude = loopback.connect();
            ConnectionInfo connection = loopback.accepted();
            say(rude, "?");
            get(called);
            rude.shutdownOutput();
            reset(rude);

            assertThat(loopback.reasonAfter(SECOND, connection).kind()).isEqualTo(Kind.HALF_CLOSED_TIMEOUT);
        }
    }

    @Test
    void aCorruptStreamGetsItsLastReplyThoughMoreBytesWait() throws Exception {
        ServerProtocol<ByteString, ByteString> corrupt = (connection, service) -> Flow.fromSinkAndSource(
                Sink.cancelled(), Source.from(List.of("bad!", "")).map(PeerFaultTest::bytesOrFault));
        try (Loopback loopback = Loopback.speaking(SERVERS, corrupt);
                Socket noisy = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            say(noisy, "a megabyte of noise would follow");

            assertThat(new String(noisy.getInputStream().readAllBytes())).isEqualTo("bad!");
            noisy.close();
            var reason = get(connection.closed());
            assertThat(reason.kind()).isEqualTo(Kind.PROTOCOL_FAULT);
            assertThat(reason.message()).isEqualTo("no such frame");
        }
    }

    @Test
    void aPeerThatDoesNotCloseAfterTheEndIsNotWaitedForLong() throws Exception {
        ServerProtocol<ByteString, ByteString> brief = (connection, service) ->
                Flow.fromSinkAndSource(Sink.cancelled(), Source.single(ByteString.fromString("bye")));
        try (Loopback loopback = Loopback.speaking(SERVERS, brief);
                Socket lingering = loopback.connect()) {
            ConnectionInfo connection = loopback.accepted();
            assertThat(hear(lingering, 3)).isEqualTo("bye");

            assertThat(loopback.reasonAfter(SECOND, connection).kind()).isEqualTo(Kind.COMPLETED);
        }
    }

    @Test
    void noFaultTouchesAnotherConnectionOrLeavesAFileDescriptor() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket healthy = loopback.connect()) {
            loopback.accepted();
            long before = openFiles();
            for (int i = 0; i < 500; i++) {
                Socket rude = loopback.connect();
                say(rude, "x");
                if (i % 2 == 0) {
                    rude.shutdownOutput();
                }
                reset(rude);
                get(loopback.accepted().closed());
                say(healthy, "still here");
                assertThat(hear(healthy, 10)).isEqualTo("still here");
            }

            assertThat(openFiles()).isLessThan(before + 50);
        }
    }

    private static ByteString bytesOrFault(String text) {
        if (text.isEmpty()) {
            throw Failure.at(Where.DECODE, Processed.NO, "no such frame");
        }
        return ByteString.fromString(text);
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static long openFiles() {
        return ((com.sun.management.UnixOperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getOpenFileDescriptorCount();
    }
}
