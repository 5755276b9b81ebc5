package io.tapio.samples.tls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.protocol.ServerProtocol;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.samples.Certificates;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import io.tapio.time.Timer;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsClientSettings;
import io.tapio.tls.TlsServer;
import io.tapio.tls.TlsServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that speaks TLS to ports that do not, and to such that do without the configuration saying so. */
class TlsOnPlainPortTest {
    private static final String NAMED = "the peer begins with TLS, and this port does not (tapio.tcp.server.tls): ";

    @TempDir
    static Path folder;

    private static Certificates certificates;

    private final CompletableFuture<ConnectionInfo> accepted = new CompletableFuture<>();
    private ActorSystem<Void> system;

    @BeforeAll
    static void sign() throws Exception {
        certificates = Certificates.in(folder);
    }

    @AfterEach
    void stop() {
        system.terminate();
    }

    private void start(String selector) {
        Config config = ConfigFactory.parseString("tapio.io.selector = " + selector);
        system = ActorSystem.create(Behaviors.empty(), "tls-on-plain-port", ConfigFactory.load(config));
    }

    /** It shakes hands in vain. */
    private CloseReason reasonOfAHandshakeWith(ServerBinding server) throws IOException {
        try (SSLSocket peer = (SSLSocket) SSLSocketFactory.getDefault()
                .createSocket("127.0.0.1", server.localAddress().getPort())) {
            peer.setSoTimeout(20_000);
            assertThatThrownBy(peer::startHandshake).isInstanceOf(IOException.class);
        }
        return get(get(accepted).closed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void kvIsNamed(String selector) throws Exception {
        start(selector);
        Config config = system.settings().config();
        CloseReason reason = reasonOfAHandshakeWith(
                bind(Redis.server(RedisSettings.from(config)), Kv.create(KvSettings.from(config), Timer.shared())));

        assertThat(reason.kind()).isIn(Kind.PROTOCOL_FAULT, Kind.PEER_CLOSED, Kind.RESET);
        assertThat(reason.message()).startsWith(NAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aServerOfLinesThatAnswersTheNoiseIsNamed(String selector) throws Exception {
        start(selector);
        CloseReason reason = reasonOfAHandshakeWith(bind(Line.server(), shared(Service.of(line -> "what?"))));

        assertThat(reason.kind()).isIn(Kind.PEER_CLOSED, Kind.RESET);
        assertThat(reason.message()).startsWith(NAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aServerThatCannotReadItIsNamed(String selector) throws Exception {
        start(selector);
        CloseReason reason =
                reasonOfAHandshakeWith(bind(Line.multiplexedServer(), shared(Service.of(line -> "what?"))));

        assertThat(reason.kind()).isEqualTo(Kind.PROTOCOL_FAULT);
        assertThat(reason.message()).startsWith(NAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aServerThatIsBehindTlsByItselfIsNot(String selector) throws Exception {
        start(selector);
        TlsServerSettings settings =
                TlsServerSettings.from(system.settings().config()).withIdentity(certificates.localhost());
        ServerBinding server = bind(
                TlsServer.create(system, settings).around(Line.server()),
                shared(Service.of(line -> "secret: " + line)));

        call(server);

        assertThat(get(get(accepted).closed()).message()).doesNotContain("TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "pekko"})
    void aProxyOfBytesInFrontOfTlsIsNot(String selector) throws Exception {
        start(selector);
        TlsServerSettings settings =
                TlsServerSettings.from(system.settings().config()).withIdentity(certificates.localhost());
        ServerBinding behind = get(TcpServer.create(system)
                .withTls(TlsServer.create(system, settings))
                .bind("127.0.0.1", 0, Line.server(), Service.of(line -> "secret: " + line)));
        ServerBinding proxy = get(TcpServer.create(system).bind("127.0.0.1", 0, connection -> {
            accepted.complete(connection);
            return TcpClient.create(system)
                    .flow("127.0.0.1", behind.localAddress().getPort());
        }));

        call(proxy);

        assertThat(get(get(accepted).closed()).message()).doesNotContain("TLS");
    }

    private void call(ServerBinding server) {
        TlsClientSettings trusting = TlsClientSettings.from(system.settings().config())
                .withTrustFile(certificates.localhost().certificateFile());
        Session<String, String> session = get(TcpClient.create(system)
                .withTls(TlsClient.create(system, trusting))
                .connect("127.0.0.1", server.localAddress().getPort(), Line.client()));
        assertThat(get(session.call(Context.root(), "hello"))).isEqualTo("secret: hello");
        get(session.drain(Duration.ofSeconds(5)));
    }

    private <Q, A> ServerBinding bind(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        return get(TcpServer.create(system).bind("127.0.0.1", 0, protocol, connection -> {
            accepted.complete(connection);
            return services.open(connection);
        }));
    }

    private static ServiceFactory<String, String> shared(Service<String, String> service) {
        return ServiceFactory.shared(service);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
