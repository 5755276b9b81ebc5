package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.tls.ClientAuth;
import io.tapio.tls.Pki;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsClientSettings;
import io.tapio.tls.TlsIdentity;
import io.tapio.tls.TlsServer;
import io.tapio.tls.TlsServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on sockets: what it does to a connection's life, and what a peer can do to it. */
class TcpTlsTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tcp-tls");
    private static final Duration SECOND = Duration.ofSeconds(1);

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

    private static TlsServerSettings serverSettings() {
        return TlsServerSettings.from(SYSTEM.settings().config())
                .withEngine("jdk")
                .withIdentity(identity);
    }

    private static TlsClientSettings clientSettings() {
        return TlsClientSettings.from(SYSTEM.settings().config())
                .withEngine("jdk")
                .withTrustFile(pki.trustFile());
    }

    private static TcpServer servers(TlsServerSettings settings) {
        return TcpServer.create(SYSTEM).withTls(TlsServer.create(SYSTEM, settings));
    }

    private static TcpClient clients(TlsClientSettings settings) {
        return TcpClient.create(SYSTEM).withTls(TlsClient.create(SYSTEM, settings));
    }

    /** A peer of the JDK's that takes any certificate; it has not shaken hands yet. */
    private static SSLSocket peer(Loopback loopback, String... protocols) throws Exception {
        SSLSocket socket = (SSLSocket) trustingAll().getSocketFactory().createSocket();
        socket.connect(loopback.server.localAddress());
        socket.setSoTimeout(20_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return socket;
    }

    private static SSLContext trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        return context;
    }

    @Test
    void aPeerOfTheJdkIsServed() throws Exception {
        try (Loopback loopback = Loopback.serving(servers(serverSettings()), Loopback.ECHO);
                SSLSocket peer = peer(loopback)) {
            say(peer, "hello");

            assertThat(hear(peer, 5)).isEqualTo("hello");
            assertThat(loopback.accepted().tls())
                    .get()
                    .extracting(TlsSession::protocol)
                    .isEqualTo("TLSv1.3");
        }
    }

    @Test
    void theGraphOfAServerBehindTlsCanBeLookedAt() {
        PlanView view = get(
                servers(serverSettings()).plan(Loopback.CHUNKS, Loopback.ECHO).view());

        assertThat(view.streams().get(0).activeInterpreters().head().logics().mkString())
                .contains("tls");
    }

    @Test
    void aServiceIsOpenedByWhoThePeerIs() throws Exception {
        ServiceFactory<ByteString, ByteString> byName = connection -> {
            String name = connection.tls().flatMap(TlsSession::peerName).orElse("nobody");
            return CompletableFuture.completedFuture(Service.of(bytes -> ByteString.fromString(name)));
        };
        TlsServerSettings mutual = serverSettings().withClientAuth(ClientAuth.NEED, pki.trustFile());
        ServerBinding server = get(servers(mutual).bind("127.0.0.1", 0, Loopback.CHUNKS, byName));
        ByteString answer = get(Source.single(ByteString.fromString("who am I?"))
                .via(clients(clientSettings().withIdentity(pki.identity("worker-7")))
                        .flow("localhost", server.localAddress().getPort()))
                .runWith(Sink.head(), SYSTEM));

        assertThat(answer.utf8String()).isEqualTo("CN=worker-7");
        get(server.terminate(SECOND));
    }

    @Test
    void aFactoryThatRefusesIsTheCloseReason() throws Exception {
        CompletableFuture<ConnectionInfo> refused = new CompletableFuture<>();
        ServerBinding server = get(servers(serverSettings()).bind("127.0.0.1", 0, Loopback.CHUNKS, connection -> {
            refused.complete(connection);
            return CompletableFuture.failedFuture(new IllegalStateException("no more of them"));
        }));
        try (SSLSocket peer = (SSLSocket) trustingAll()
                .getSocketFactory()
                .createSocket("127.0.0.1", server.localAddress().getPort())) {
            peer.startHandshake();

            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            CloseReason reason = get(get(refused).closed());
            assertThat(reason.kind()).isEqualTo(Kind.SERVICE_UNAVAILABLE);
            assertThat(reason.message()).contains("no more of them");
        }
        get(server.terminate(SECOND));
    }

    /** A server that tells of its connections when their graph starts: no service is opened for those that fail. */
    private record Watched(Loopback loopback, CompletableFuture<ConnectionInfo> connection) implements AutoCloseable {
        static Watched serving(TlsServerSettings settings) {
            CompletableFuture<ConnectionInfo> seen = new CompletableFuture<>();
            return new Watched(
                    Loopback.speaking(servers(settings), (connection, service) -> {
                        seen.complete(connection);
                        return Loopback.CHUNKS.serve(connection, service);
                    }),
                    seen);
        }

        /** Why it has ended; lets time pass for a peer that does not close. */
        CloseReason reason() throws Exception {
            return loopback.reasonAfter(Duration.ofMillis(500), get(connection));
        }

        @Override
        public void close() {
            loopback.close();
        }
    }

    @Test
    void plainHttpOnAPortWithTlsIsRecognised() throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                Socket peer = watched.loopback.connect()) {
            say(peer, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(peer.getInputStream().readNBytes(7)).as("an alert").startsWith(21, 3, 3, 0, 2, 2);
            assertThat(watched.reason().kind()).isEqualTo(Kind.HANDSHAKE_FAILED);
            assertThat(watched.reason().message()).contains("looks like plain HTTP", "GET / HTTP/1.1");
        }
    }

    @Test
    void aRecordThatAnnouncesTooMuchIsRefusedAtItsHeader() throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                Socket peer = watched.loopback.connect()) {
            peer.getOutputStream()
                    .write(new byte[] {22, 3, 1, (byte) 0xFF, (byte) 0xFF, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

            assertThat(watched.reason().kind()).isEqualTo(Kind.HANDSHAKE_FAILED);
            assertThat(watched.reason().message()).contains("65535 bytes", "18432 bytes");
        }
    }

    @Test
    void aHandshakeMessageOf16MegabytesIsRefusedBeforeItComes() throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                Socket peer = watched.loopback.connect()) {
            peer.getOutputStream().write(new byte[] {22, 3, 1, 0, 4, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

            assertThat(watched.reason().kind()).isIn(Kind.HANDSHAKE_FAILED, Kind.HANDSHAKE_TIMEOUT);
        }
    }

    @Test
    void aHandshakeThatStallsIsOverAtTheDeadlineOfTheConnection() throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                Socket peer = watched.loopback.connect()) {
            peer.getOutputStream().write(22);
            CloseReason reason = watched.reason();

            assertThat(reason.kind()).isEqualTo(Kind.HANDSHAKE_TIMEOUT);
            assertThat(reason.message()).contains("tapio.tcp.server.handshake-timeout");
        }
    }

    @Test
    void aClientThatAsksForRenegotiationLosesItsConnection() throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                SSLSocket peer = peer(watched.loopback, "TLSv1.2")) {
            say(peer, "hello");
            hear(peer, 5);
            peer.startHandshake();
            assertThatThrownBy(() -> hear(peer, 1)).isInstanceOf(IOException.class);

            assertThat(watched.reason().kind()).isEqualTo(Kind.PROTOCOL_FAULT);
            assertThat(watched.reason().message()).contains("renegotiation");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEndWithoutCloseNotifyIsToldApartFromAnEnd(String version) throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                Socket plain = watched.loopback.connect();
                SSLSocket peer =
                        (SSLSocket) trustingAll().getSocketFactory().createSocket(plain, "localhost", 1, false)) {
            peer.setEnabledProtocols(new String[] {version});
            say(peer, "hello");
            hear(peer, 5);
            plain.shutdownOutput();

            assertThat(watched.reason().kind()).isEqualTo(Kind.PROTOCOL_FAULT);
            assertThat(watched.reason().message()).contains("close_notify");
        }
    }

    /** Somebody on the way may have cut it; who is behind the proxy does not see that by itself. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anEndWithoutCloseNotifyIsAResetBehindAProxy(String version) throws Exception {
        try (ServerSocket upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ServerBinding proxy = get(servers(serverSettings())
                    .bind(
                            "127.0.0.1",
                            0,
                            connection -> TcpClient.create(SYSTEM).flow("127.0.0.1", upstream.getLocalPort())));
            try (Socket plain = new Socket("127.0.0.1", proxy.localAddress().getPort());
                    SSLSocket peer =
                            (SSLSocket) trustingAll().getSocketFactory().createSocket(plain, "localhost", 1, false)) {
                peer.setEnabledProtocols(new String[] {version});
                say(peer, "half");
                try (Socket behind = upstream.accept()) {
                    behind.setSoTimeout(20_000);
                    assertThat(hear(behind, 4)).isEqualTo("half");
                    plain.shutdownOutput();

                    assertThatThrownBy(() -> hear(behind, 1)).isInstanceOf(SocketException.class);
                }
            }
            get(proxy.terminate(SECOND));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatBreaksOffBehindTlsIsNotEndedByCloseNotify(String version) throws Exception {
        Source<ByteString, ?> half = Source.from(List.of(1, 0)).map(one -> ByteString.fromString("half " + 1 / one));
        try (Loopback loopback = Loopback.speaking(
                        servers(serverSettings()),
                        (connection, service) -> Flow.fromSinkAndSource(Sink.ignore(), half));
                SSLSocket peer = peer(loopback, version)) {
            assertThat(hear(peer, 6)).isEqualTo("half 1");

            assertThatThrownBy(() -> hear(peer, 1)).isInstanceOf(IOException.class);
            assertThat(get(loopback.accepted().closed()).kind()).isEqualTo(Kind.INTERNAL_ERROR);
        }
    }

    @Test
    void aPlanCanBePutBehindTlsAndInFrontOfIt() throws Exception {
        ServerPlan secured = TcpServer.create(SYSTEM)
                .plan(Loopback.CHUNKS, Loopback.ECHO)
                .withTls(TlsServer.create(SYSTEM, serverSettings()));
        ServerBinding server = get(secured.bind("127.0.0.1", 0));
        ServerBinding plain = get(secured.withoutTls().bind("127.0.0.1", 0));
        try (Socket peer = trustingAll()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", server.localAddress().getPort());
                Socket other = new Socket("127.0.0.1", plain.localAddress().getPort())) {
            for (Socket each : List.of(peer, other)) {
                say(each, "hello");
                assertThat(hear(each, 5)).isEqualTo("hello");
            }
        }
        get(server.terminate(SECOND));
        get(plain.terminate(SECOND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void anOrderlyEndIsNoFault(String version) throws Exception {
        try (Watched watched = Watched.serving(serverSettings())) {
            try (SSLSocket peer = peer(watched.loopback, version)) {
                say(peer, "hello");
                hear(peer, 5);
            }
            assertThat(watched.reason().kind()).isIn(Kind.PEER_CLOSED, Kind.COMPLETED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aServerThatDrainsSaysGoodbye(String version) throws Exception {
        try (Watched watched = Watched.serving(serverSettings());
                SSLSocket peer = peer(watched.loopback, version)) {
            say(peer, "hello");
            hear(peer, 5);
            var terminated = watched.loopback.server.terminate(Duration.ofSeconds(5));

            assertThat(peer.getInputStream().read())
                    .as("close_notify, or it would throw")
                    .isEqualTo(-1);
            peer.close();
            get(terminated);
            assertThat(watched.reason().kind()).isEqualTo(Kind.DRAINED);
        }
    }

    @Test
    void aServerOfPlainTextIsNamedToAClientOfTls() {
        ServerProtocol<ByteString, ByteString> greeting = (connection, service) ->
                Flow.fromSinkAndSource(Sink.ignore(), Source.single(ByteString.fromString("220 welcome\r\n")));
        try (Loopback plain = Loopback.speaking(TcpServer.create(SYSTEM), greeting)) {
            assertThatThrownBy(() -> get(connect(plain)))
                    .cause()
                    .hasMessageContaining("looks like plain text: \"220 welcome\"");
        }
    }

    private static CompletionStage<ConnectionInfo> connect(Loopback loopback) {
        return Source.<ByteString>maybe()
                .viaMat(
                        clients(clientSettings())
                                .flow(
                                        "localhost",
                                        loopback.server.localAddress().getPort()),
                        Keep.right())
                .to(Sink.ignore())
                .run(SYSTEM);
    }

    @Test
    void aConnectFailsWithWhatIsWrongWithTheCertificate() {
        TlsServerSettings wrong = serverSettings().withIdentity(pki.identity("other.example.org"));
        try (Loopback loopback = Loopback.serving(servers(wrong), Loopback.ECHO)) {
            assertThatThrownBy(() -> get(connect(loopback))).cause().isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
                assertThat(failure).hasMessageContaining("localhost");
                assertThat(failure.getStackTrace()).isEmpty();
            });
        }
    }

    private static String certificateOf(Loopback loopback) throws Exception {
        try (SSLSocket peer = peer(loopback)) {
            return ((X509Certificate) peer.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    @Test
    void newFilesAreUsedByNewConnectionsAndLoseNoOldOne() throws Exception {
        TlsIdentity files = pki.identity("first.test");
        TlsServer tls = TlsServer.create(SYSTEM, serverSettings().withIdentity(files));
        try (Loopback loopback = Loopback.serving(TcpServer.create(SYSTEM).withTls(tls), Loopback.ECHO);
                SSLSocket old = peer(loopback)) {
            say(old, "one");
            assertThat(hear(old, 3)).isEqualTo("one");
            AtomicInteger served = new AtomicInteger();
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 40; i++) {
                    try (SSLSocket peer = peer(loopback)) {
                        say(peer, "load");
                        served.addAndGet(hear(peer, 4).length() / 4);
                    } catch (Exception lost) {
                        throw new IllegalStateException(lost);
                    }
                }
            });
            Pki.replace(files, pki.identity("second.test"));
            assertThat(get(tls.reload())).isTrue();
            assertThat(get(tls.reload())).as("nothing new").isFalse();

            assertThat(certificateOf(loopback)).isEqualTo("CN=second.test");
            say(old, "two");
            assertThat(hear(old, 3)).isEqualTo("two");
            get(load);
            assertThat(served).hasValue(40);
        }
    }

    @Test
    void filesThatCannotBeUsedChangeNothing() throws Exception {
        TlsIdentity files = pki.identity("first.test");
        TlsServer tls = TlsServer.create(SYSTEM, serverSettings().withIdentity(files));
        try (Loopback loopback = Loopback.serving(TcpServer.create(SYSTEM).withTls(tls), Loopback.ECHO)) {
            Files.writeString(files.keyFile(), "-----BEGIN PRIVATE KEY-----\nnonsense");

            assertThatThrownBy(() -> get(tls.reload()))
                    .cause()
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(files.keyFile().toString());
            assertThat(certificateOf(loopback)).isEqualTo("CN=first.test");
            assertThat(get(tls.reload())).as("told of once").isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aSessionIsTakenUpAgain(String version) throws Exception {
        SSLContext client = trustingAll();
        try (Loopback loopback = Loopback.serving(servers(serverSettings()), Loopback.ECHO)) {
            long first = sessionOf(client, loopback, version);

            assertThat(sessionOf(client, loopback, version)).as("when it began").isEqualTo(first);
        }
    }

    /** When the session of a new connection was made, which tells whether it is the old one. */
    private static long sessionOf(SSLContext client, Loopback loopback, String version) throws Exception {
        try (SSLSocket peer = (SSLSocket) client.getSocketFactory()
                .createSocket("localhost", loopback.server.localAddress().getPort())) {
            peer.setEnabledProtocols(new String[] {version});
            say(peer, "hello");
            hear(peer, 5);
            return peer.getSession().getCreationTime();
        }
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
