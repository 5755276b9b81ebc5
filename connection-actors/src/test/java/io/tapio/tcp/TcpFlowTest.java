package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.random.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Bytes that no service stands behind: a server and a client whose connections are flows. */
class TcpFlowTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tcp-flow");
    private static final TcpClient CLIENT = TcpClient.create(SYSTEM);

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    private final BlockingQueue<ConnectionInfo> opened = new LinkedBlockingQueue<>();

    @Test
    void aServersConnectionIsAFlow() throws Exception {
        int port = serve(connection -> Flow.of(ByteString.class).map(bytes -> bytes.concat(bytes)));
        try (Socket client = new Socket("127.0.0.1", port)) {
            say(client, "a");
            assertThat(hear(client, 2)).isEqualTo("aa");

            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(get(opened.take().closed()).kind()).isEqualTo(CloseReason.Kind.PEER_CLOSED);
    }

    @Test
    void aClientsConnectionIsAFlowThatEndsOneWayAndThenTheOther() throws Exception {
        try (ServerSocket server = listening()) {
            var both = Source.single(ByteString.fromString("ask"))
                    .viaMat(CLIENT.flow("127.0.0.1", server.getLocalPort()), Keep.right())
                    .toMat(Sink.fold("", (text, bytes) -> text + bytes.utf8String()), Keep.both())
                    .run(SYSTEM);
            try (Socket peer = server.accept()) {
                ConnectionInfo connection = get(both.first());
                assertThat(connection.remoteAddress()).isEqualTo(server.getLocalSocketAddress());

                assertThat(new String(peer.getInputStream().readAllBytes())).isEqualTo("ask");
                say(peer, "late answer");
                peer.shutdownOutput();

                assertThat(get(both.second())).isEqualTo("late answer");
                assertThat(get(connection.closed()).kind()).isEqualTo(CloseReason.Kind.COMPLETED);
            }
        }
    }

    @Test
    void thePeerMayCloseItsSideFirst() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<ByteString> last = new CompletableFuture<>();
            CompletionStage<String> heard = Source.completionStage(last)
                    .via(CLIENT.flow("127.0.0.1", server.getLocalPort()))
                    .runWith(Sink.fold("", (text, bytes) -> text + bytes.utf8String()), SYSTEM);
            try (Socket peer = server.accept()) {
                say(peer, "bye");
                peer.shutdownOutput();
                assertThat(get(heard)).isEqualTo("bye");

                last.complete(ByteString.fromString("last word"));

                assertThat(new String(peer.getInputStream().readAllBytes())).isEqualTo("last word");
            }
        }
    }

    @Test
    void aRefusedConnectionFailsTheFlowAndWhatItMaterializes() throws Exception {
        int port;
        try (ServerSocket server = listening()) {
            port = server.getLocalPort();
        }

        var both = Source.<ByteString>maybe()
                .viaMat(CLIENT.flow("127.0.0.1", port), Keep.right())
                .toMat(Sink.ignore(), Keep.both())
                .run(SYSTEM);

        for (CompletionStage<?> failed : List.of(both.first(), both.second())) {
            Failure failure = Failure.of(get(failed.handle((value, thrown) -> thrown)));
            assertThat(failure.where()).isEqualTo(Where.CONNECT);
            assertThat(failure).hasMessage("cannot connect to 127.0.0.1:" + port + ": Connection refused");
        }
    }

    @Test
    void aFlowThatEndsBeforeItIsConnectedLeavesNoConnection() throws Exception {
        try (ServerSocket server = listening()) {
            var connected = Source.<ByteString>empty()
                    .viaMat(CLIENT.flow("127.0.0.1", server.getLocalPort()), Keep.right())
                    .to(Sink.cancelled())
                    .run(SYSTEM);
            try (Socket peer = server.accept()) {
                peer.setSoTimeout(20_000);

                assertThat(peer.getInputStream().read()).isEqualTo(-1);
                peer.close();
                assertThat(get(get(connected).closed()).kind()).isEqualTo(CloseReason.Kind.COMPLETED);
            }
        }
    }

    @Test
    void aResetEndsBothDirections() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<ConnectionInfo> connected = new CompletableFuture<>();
            var both = Source.<ByteString>maybe()
                    .watchTermination(Keep.right())
                    .via(CLIENT.flow("127.0.0.1", server.getLocalPort())
                            .mapMaterializedValue(made -> made.thenAccept(connected::complete)))
                    .toMat(Sink.ignore(), Keep.both())
                    .run(SYSTEM);
            Socket peer = server.accept();
            get(connected);
            peer.setSoLinger(true, 0);
            peer.close();

            Failure failure = Failure.of(get(both.second().handle((value, thrown) -> thrown)));
            assertThat(failure.where()).isEqualTo(Where.CLOSED);
            assertThat(failure.detail()).containsEntry("close.reason", "reset");
            get(both.first().handle((value, thrown) -> "ended"));
        }
    }

    @Test
    void joinedConnectionsCarryAllBytesBothWays() throws Exception {
        byte[] up = new byte[5_000_000];
        byte[] down = new byte[4_000_001];
        Seed.run(random -> {
            random.nextBytes(up);
            random.nextBytes(down);
        });
        try (ServerSocket upstream = listening();
                Socket client = new Socket("127.0.0.1", serve(joining(upstream)));
                Socket server = upstream.accept()) {
            CompletableFuture<Void> sentUp = sending(client, up);
            CompletableFuture<Void> sentDown = sending(server, down);
            CompletableFuture<byte[]> heardUp = CompletableFuture.supplyAsync(() -> all(server));

            assertThat(all(client)).isEqualTo(down);
            assertThat(get(heardUp)).isEqualTo(up);
            get(CompletableFuture.allOf(sentUp, sentDown));
        }
    }

    /** What is not taken at one end is not read at the other: sockets' buffers and a few chunks are all there is. */
    @Test
    void joinedConnectionsHoldUpASenderWhoseReceiverDoesNotRead() throws Exception {
        byte[] bytes = new byte[64 * 1024 * 1024];
        try (ServerSocket upstream = listening();
                Socket client = new Socket("127.0.0.1", serve(joining(upstream)));
                Socket server = upstream.accept()) {
            CompletableFuture<Void> sent = sending(client, bytes);

            // it takes a fraction of that where nothing holds it up
            assertThatThrownBy(() -> sent.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);

            assertThat(all(server)).hasSize(bytes.length);
            get(sent);
        }
    }

    private static Function<ConnectionInfo, Flow<ByteString, ByteString, ?>> joining(ServerSocket upstream) {
        return connection -> CLIENT.flow("127.0.0.1", upstream.getLocalPort());
    }

    private int serve(Function<ConnectionInfo, Flow<ByteString, ByteString, ?>> flows) {
        ServerBinding binding = get(TcpServer.create(SYSTEM).bind("127.0.0.1", 0, connection -> {
            opened.add(connection);
            return flows.apply(connection);
        }));
        return binding.localAddress().getPort();
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static CompletableFuture<Void> sending(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static byte[] all(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
