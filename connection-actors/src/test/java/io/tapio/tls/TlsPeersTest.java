package io.tapio.tls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapio.context.Context;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server for peers that nobody here has written: OpenSSL, GnuTLS, curl, and the JDK's HTTP client. */
class TlsPeersTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tls-peers");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Each chunk is taken for a request of HTTP, and the connection closed after the answer. */
    private static final ServerProtocol<ByteString, ByteString> HTTP_ONCE =
            (connection, service) -> Flow.of(ByteString.class)
                    .mapAsync(1, bytes -> service.call(Context.root(connection.timer()), bytes))
                    .take(1);

    private static final ServerProtocol<ByteString, ByteString> ECHO = (connection, service) ->
            Flow.of(ByteString.class).mapAsync(1, bytes -> service.call(Context.root(connection.timer()), bytes));

    @TempDir
    static Path folder;

    private static Pki pki;
    private static TlsIdentity identity;

    @BeforeAll
    static void sign() {
        pki = new Pki(folder);
        identity = pki.identity("localhost", "127.0.0.1");
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    private record Serving(ServerBinding server) implements AutoCloseable {
        static Serving of(TlsServerSettings settings, ServerProtocol<ByteString, ByteString> protocol) {
            Service<ByteString, ByteString> service = protocol == ECHO
                    ? Service.of(bytes -> bytes)
                    : Service.of(bytes -> ByteString.fromString(
                            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nserved"));
            return new Serving(get(TcpServer.create(SYSTEM)
                    .withTls(TlsServer.create(SYSTEM, settings))
                    .bind("127.0.0.1", 0, protocol, service)));
        }

        int port() {
            return server.localAddress().getPort();
        }

        @Override
        public void close() {
            get(server.terminate(Duration.ofSeconds(1)));
        }
    }

    private static TlsServerSettings settings(String engine) {
        return TlsServerSettings.from(SYSTEM.settings().config())
                .withEngine(engine)
                .withIdentity(identity);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), SECONDS)
                .join();
    }

    /** What the program writes, with both of its outputs as one; skips the test if there is no such program. */
    private static String run(String input, String... command) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command[0]))),
                "no " + command[0] + " on the PATH");
        Path output = folder.resolve("output-" + System.nanoTime());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.getOutputStream().write(input.getBytes());
            process.getOutputStream().flush(); // and not closed: what is said in an end of TLS 1.2 has no answer
        } catch (IOException ended) {
            // its output says why
        }
        if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " does not end; it said: " + Files.readString(output));
        }
        return Files.readString(output);
    }

    private static String[] openssl(int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + port,
                "-CAfile",
                pki.trustFile().toString(),
                "-verify_return_error",
                "-servername",
                "localhost",
                "-verify_hostname",
                "localhost"));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static final String HTTP = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @ParameterizedTest
    @CsvSource({"jdk,-tls1_3,TLSv1.3", "jdk,-tls1_2,TLSv1.2", "conscrypt,-tls1_3,TLSv1.3", "conscrypt,-tls1_2,TLSv1.2"})
    void openSslIsServedInEachVersion(String engine, String option, String version) throws Exception {
        try (Serving serving = Serving.of(settings(engine), HTTP_ONCE)) {
            assertThat(run(HTTP, openssl(serving.port(), option, "-ign_eof")))
                    .contains("served", version, "Verify return code: 0 (ok)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1", "-tls1_1"})
    void oldVersionsAreRefused(String option) throws Exception {
        try (Serving serving = Serving.of(settings("jdk"), HTTP_ONCE)) {
            assertThat(run(HTTP, openssl(serving.port(), option, "-cipher", "ALL:@SECLEVEL=0")))
                    .contains("protocol version");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void keysAreAgreedOnOverCurvesAlone(String engine) throws Exception {
        try (Serving serving = Serving.of(settings(engine), HTTP_ONCE)) {
            assertThat(run(HTTP, openssl(serving.port(), "-groups", "ffdhe8192")))
                    .contains("alert", "Cipher is (NONE)")
                    .doesNotContain("served");
            assertThat(run(HTTP, openssl(serving.port(), "-groups", "ffdhe8192:P-256", "-ign_eof")))
                    .contains("served", "Server Temp Key: ECDH, prime256v1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_3", "-tls1_2"})
    void openSslTakesItsSessionUpAgain(String option) throws Exception {
        Path session = folder.resolve("session" + option);
        try (Serving serving = Serving.of(settings("jdk"), HTTP_ONCE)) {
            assertThat(run(HTTP, openssl(serving.port(), option, "-ign_eof", "-sess_out", session.toString())))
                    .contains("New, TLSv1");
            assertThat(run(HTTP, openssl(serving.port(), option, "-ign_eof", "-sess_in", session.toString())))
                    .contains("Reused, TLSv1", "served");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void openSslShowsItsCertificateAndAgreesOnAProtocol(String engine) throws Exception {
        TlsIdentity own = pki.identity("worker-7");
        TlsServerSettings mutual = settings(engine)
                .withClientAuth(ClientAuth.NEED, pki.trustFile())
                .withAlpn("http/1.1");
        try (Serving serving = Serving.of(mutual, HTTP_ONCE)) {
            assertThat(run(
                            HTTP,
                            openssl(
                                    serving.port(),
                                    "-ign_eof",
                                    "-alpn",
                                    "h2,http/1.1",
                                    "-cert",
                                    own.certificateFile().toString(),
                                    "-key",
                                    own.keyFile().toString())))
                    .contains("served", "ALPN protocol: http/1.1");
            assertThat(run(HTTP, openssl(serving.port(), "-ign_eof"))).doesNotContain("served");
        }
    }

    @ParameterizedTest
    @CsvSource({"jdk,NORMAL:-VERS-ALL:+VERS-TLS1.3", "jdk,NORMAL:-VERS-ALL:+VERS-TLS1.2", "conscrypt,NORMAL"})
    void gnuTlsIsServed(String engine, String priority) throws Exception {
        try (Serving serving = Serving.of(settings(engine), HTTP_ONCE)) {
            assertThat(run(
                            HTTP,
                            "gnutls-cli",
                            "--priority",
                            priority,
                            "--x509cafile",
                            pki.trustFile().toString(),
                            "--port",
                            Integer.toString(serving.port()),
                            "localhost"))
                    .contains("Handshake was completed", "served");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void curlIsServed(String engine) throws Exception {
        try (Serving serving = Serving.of(settings(engine).withAlpn("http/1.1"), HTTP_ONCE)) {
            String url = "https://localhost:" + serving.port() + "/";

            assertThat(run("", "curl", "-sS", "--cacert", pki.trustFile().toString(), url))
                    .isEqualTo("served");
            assertThat(run("", "curl", "-sS", url)).contains("certificate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void theHttpClientOfTheJdkIsServed(String engine) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pki.trustFile())) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (Serving serving = Serving.of(settings(engine).withAlpn("http/1.1"), HTTP_ONCE)) {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .sslContext(context)
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + serving.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.body()).isEqualTo("served");
        }
    }
}
