package io.tapio.samples.tls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.samples.Certificates;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsClientSettings;
import io.tapio.tls.TlsServer;
import io.tapio.tls.TlsServerSettings;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsSamplesTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tls-samples");

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final BlockingQueue<ConnectionInfo> connections = new LinkedBlockingQueue<>();

    @BeforeAll
    static void sign() throws Exception {
        certificates = Certificates.in(folder);
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }

    private static TlsServer tlsServer() {
        return TlsServer.create(
                SYSTEM, TlsServerSettings.from(SYSTEM.settings().config()).withIdentity(certificates.localhost()));
    }

    private static TlsClient tlsClient() {
        return TlsClient.create(
                SYSTEM,
                TlsClientSettings.from(SYSTEM.settings().config())
                        .withTrustFile(certificates.localhost().certificateFile()));
    }

    private ServerBinding startTls() {
        return get(TcpServer.create(SYSTEM)
                .bind(
                        "127.0.0.1",
                        0,
                        StartTls.server(
                                tlsServer(), (context, line) -> CompletableFuture.completedFuture("secret: " + line)),
                        connection -> {
                            connections.add(connection);
                            return CompletableFuture.completedFuture(Service.of(line -> "plain: " + line));
                        }));
    }

    private static int port(ServerBinding server) {
        return server.localAddress().getPort();
    }

    @Test
    void theServiceKnowsWhoCalls() {
        Path trusted = certificates.localhost().certificateFile();
        ServerBinding server = get(SecureLines.serve(SYSTEM, certificates.localhost(), trusted));

        Session<String, String> session =
                get(SecureLines.connect(SYSTEM, port(server), certificates.localhost(), trusted));

        assertThat(get(session.call(Context.root(), "hello"))).isEqualTo("CN=localhost said: hello");
    }

    @Test
    void aConnectionGoesFromPlainTextToTls() {
        ServerBinding server = startTls();
        Session<String, String> plain =
                get(TcpClient.create(SYSTEM).connect("127.0.0.1", port(server), Line.upgradingClient()));
        assertThat(get(plain.call(Context.root(), "hello"))).isEqualTo("plain: hello");

        Session<String, String> secret = get(StartTls.ask(plain, tlsClient(), "localhost"));

        for (int i = 0; i < 100; i++) {
            assertThat(get(secret.call(Context.root(), "hello " + i))).isEqualTo("secret: hello " + i);
        }
    }

    @Test
    void anUpgradeToTheWrongHostFailsWithTheCause() {
        ServerBinding server = startTls();
        Session<String, String> plain =
                get(TcpClient.create(SYSTEM).connect("127.0.0.1", port(server), Line.upgradingClient()));

        Failure failure = Failure.of(
                get(StartTls.ask(plain, tlsClient(), "other.example.org").handle((session, thrown) -> thrown)));

        assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
        assertThat(failure).hasMessageContaining("other.example.org");
    }

    @Test
    void plainBytesBehindTheRequestForTlsAreNoRequest() throws Exception {
        ServerBinding server = startTls();
        try (Socket socket = new Socket("127.0.0.1", port(server))) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("STARTTLS\nsmuggled\n".getBytes());
            String answer = new String(socket.getInputStream().readAllBytes());

            assertThat(answer).startsWith("go ahead\n").doesNotContain("smuggled");
        }
        var reason = get(connections.poll(20, SECONDS).closed());
        assertThat(reason.kind()).isEqualTo(Kind.HANDSHAKE_FAILED);
        assertThat(reason.message()).contains("plain text: \"smuggled\"");
    }
}
