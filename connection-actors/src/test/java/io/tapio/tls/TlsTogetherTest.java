package io.tapio.tls;

import static io.tapio.testkit.stream.FlowProbe.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import io.tapio.testkit.time.VirtualTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of TLS, with a network between them that cuts the bytes as it likes. */
class TlsTogetherTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tls-together");
    private static final Executor TASKS = SYSTEM.dispatchers().lookup(DispatcherSelector.blocking());
    private static final String HOST = "server.example.org";

    @TempDir
    static Path folder;

    private static Pki pki;
    private static TlsIdentity identity;

    @BeforeAll
    static void sign() {
        pki = new Pki(folder);
        identity = pki.identity(HOST);
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    static TlsServerSettings serverSettings() {
        return TlsServerSettings.from(ConfigFactory.load()).withEngine("jdk");
    }

    static TlsClientSettings clientSettings() {
        return TlsClientSettings.from(ConfigFactory.load()).withEngine("jdk").withTrustFile(pki.trustFile());
    }

    private record Ends(TlsServerSettings server, TlsClientSettings client, Executor tasks) {
        Ends(TlsServerSettings server, TlsClientSettings client) {
            this(server, client, TASKS);
        }

        static Ends good() {
            return new Ends(serverSettings().withIdentity(identity), clientSettings());
        }

        Ends with(String engine) {
            return new Ends(server.withEngine(engine), client.withEngine(engine));
        }

        Running run(Flow<ByteString, ByteString, NotUsed> protocol) {
            return run(protocol, Flow.create());
        }

        /** What the test says goes through the client, the network, and the server to the protocol, and back. */
        Running run(Flow<ByteString, ByteString, NotUsed> protocol, Flow<ByteString, ByteString, NotUsed> network) {
            TestConnection there = new TestConnection();
            TestConnection here = new TestConnection();
            CompletableFuture<CompletionStage<TlsSession>> served = new CompletableFuture<>();
            var far = new TlsServer(server, new VirtualTimer(), tasks)
                    .stage(
                            new TlsConnection(there),
                            CompletableFuture::completedFuture,
                            Optional.of(server.common().handshakeTimeout()))
                    .join(protocol, (shaken, nothing) -> {
                        served.complete(shaken);
                        return nothing;
                    });
            var near = new TlsClient(client, new VirtualTimer(), tasks).stage(HOST, new TlsConnection(here));
            var probe = FlowProbe.of(
                    near.reversed().join(network.via(far).via(network), (shaken, nothing) -> shaken), SYSTEM);
            return new Running(probe, probe.value(), served.join(), there, here);
        }
    }

    private record Running(
            FlowProbe<ByteString, ByteString, CompletionStage<TlsSession>> probe,
            CompletionStage<TlsSession> client,
            CompletionStage<TlsSession> server,
            TestConnection there,
            TestConnection here) {
        Failure clientFault() {
            return fault(client);
        }

        Failure serverFault() {
            return fault(server);
        }

        private static Failure fault(CompletionStage<TlsSession> shaken) {
            return (Failure) shaken.toCompletableFuture()
                    .handle((session, thrown) -> thrown)
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }

    @ParameterizedTest
    @EnumSource(ComputeOn.class)
    void aHandshakeIsComputedWhereTheSettingsSay(ComputeOn place) {
        AtomicInteger onThreads = new AtomicInteger();
        Executor threads = task -> {
            onThreads.incrementAndGet();
            TASKS.execute(task);
        };
        Running running = new Ends(
                        serverSettings().withIdentity(identity).withComputeOn(place),
                        clientSettings().withComputeOn(place),
                        threads)
                .run(Flow.create());

        assertThat(running.probe.send(bytes("hello")).next()).isEqualTo(bytes("hello"));
        assertThat(onThreads.get() > 0).isEqualTo(place == ComputeOn.THREADS);
    }

    @ParameterizedTest
    @CsvSource({"jdk,TLSv1.3", "jdk,TLSv1.2", "conscrypt,TLSv1.3", "conscrypt,TLSv1.2"})
    void whatIsSaidComesBackInEachVersion(String engine, String version) {
        Ends ends =
                new Ends(serverSettings().withIdentity(identity).withProtocols(version), clientSettings()).with(engine);
        Running running = ends.run(Flow.create());

        assertThat(running.probe.send(bytes("hello")).next()).isEqualTo(bytes("hello"));
        assertThat(get(running.server).protocol()).isEqualTo(version);
        assertThat(get(running.client).serverName()).contains(HOST);
        assertThat(get(running.client).peerName()).contains("CN=" + HOST);

        running.probe.complete().request(1).awaitCompleted();
    }

    @ParameterizedTest
    @CsvSource({"jdk,TLSv1.3", "jdk,TLSv1.2", "conscrypt,TLSv1.3", "conscrypt,TLSv1.2"})
    void howTheNetworkCutsTheBytesMakesNoDifference(String engine, String version) {
        Seed.run(random -> {
            Ends ends = new Ends(serverSettings().withIdentity(identity).withProtocols(version), clientSettings())
                    .with(engine);
            Running running = ends.run(Flow.create(), Rechunker.of(new Seed(random.nextLong())));
            ByteString sent = noise(random, 300_000);
            running.probe.send(pieces(random, sent));

            ByteString got = ByteString.emptyByteString();
            while (got.size() < sent.size()) {
                got = got.concat(running.probe.next());
            }
            assertThat(got).isEqualTo(sent);
        });
    }

    /** One byte at a time, so that every split there is comes up. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void bytesThatComeOneByOneAreAsGood(String version) {
        Ends ends = new Ends(serverSettings().withIdentity(identity).withProtocols(version), clientSettings());
        Flow<ByteString, ByteString, NotUsed> crumbs = Flow.of(ByteString.class)
                .mapConcat(chunk -> chunk.isEmpty()
                        ? List.of()
                        : IntStream.range(0, chunk.size())
                                .mapToObj(i -> chunk.slice(i, i + 1))
                                .toList());
        Running running = ends.run(Flow.create(), crumbs);

        assertThat(running.probe.send(bytes("hello")).next()).isEqualTo(bytes("hello"));
        running.probe.complete().request(1).awaitCompleted();
    }

    private static ByteString noise(RandomGenerator random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteString.fromArray(bytes);
    }

    private static ByteString[] pieces(RandomGenerator random, ByteString whole) {
        List<ByteString> pieces = new ArrayList<>();
        for (ByteString rest = whole; !rest.isEmpty(); ) {
            int size = Math.min(rest.size(), 1 + random.nextInt(1 << random.nextInt(18)));
            pieces.add(rest.take(size));
            rest = rest.drop(size);
        }
        return pieces.toArray(ByteString[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void aCertificateForAnotherHostIsRefusedByDefault(String engine) {
        Running running = new Ends(serverSettings().withIdentity(pki.identity("other.example.org")), clientSettings())
                .with(engine)
                .run(Flow.create());

        assertThat(running.clientFault().where()).isEqualTo(Where.HANDSHAKE);
        assertThat(running.clientFault()).hasMessageContaining(HOST);
        assertThat(running.serverFault().where()).isEqualTo(Where.HANDSHAKE);
        assertThat(running.serverFault()).hasMessageContaining("the peer ended it");
        running.probe.awaitCancelled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void anExpiredCertificateIsRefused(String engine) {
        Running running = new Ends(serverSettings().withIdentity(pki.expired(HOST)), clientSettings())
                .with(engine)
                .run(Flow.create());

        assertThat(running.clientFault()).hasMessageContaining("NotAfter");
        assertThat(running.probe.request(1).awaitFailed()).isEqualTo(running.clientFault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void aCertificateOfAnUnknownAuthorityIsRefused(String engine) {
        Running running = new Ends(serverSettings().withIdentity(new Pki(folder).identity(HOST)), clientSettings())
                .with(engine)
                .run(Flow.create());

        assertThat(running.clientFault()).hasMessageContaining("certification path");
    }

    @ParameterizedTest
    @CsvSource({"jdk,TLSv1.3", "jdk,TLSv1.2", "conscrypt,TLSv1.3", "conscrypt,TLSv1.2"})
    void bothEndsCanKnowEachOther(String engine, String version) {
        Ends ends = new Ends(
                        serverSettings()
                                .withIdentity(identity)
                                .withClientAuth(ClientAuth.NEED, pki.trustFile())
                                .withProtocols(version),
                        clientSettings().withIdentity(pki.identity("worker-7")))
                .with(engine);
        Running running = ends.run(Flow.create());

        assertThat(running.probe.send(bytes("hello")).next()).isEqualTo(bytes("hello"));
        assertThat(get(running.server).peerName()).contains("CN=worker-7");
    }

    @ParameterizedTest
    @CsvSource({"jdk,TLSv1.3", "jdk,TLSv1.2", "conscrypt,TLSv1.3", "conscrypt,TLSv1.2"})
    void aClientWithoutACertificateIsRefusedWhereItNeedsOne(String engine, String version) {
        Ends ends = new Ends(
                        serverSettings()
                                .withIdentity(identity)
                                .withClientAuth(ClientAuth.NEED, pki.trustFile())
                                .withProtocols(version),
                        clientSettings())
                .with(engine);
        Running running = ends.run(Flow.create());

        Throwable told = running.probe.request(1).awaitFailed();
        assertThat(running.serverFault().where()).isEqualTo(Where.HANDSHAKE);
        assertThat(((Failure) told).where()).isEqualTo(Where.HANDSHAKE);
        if (engine.equals("jdk")) { // Conscrypt's servers do not tell clients of TLS 1.3 which alert it is
            assertThat(told).hasMessageContaining("the peer ended it");
        }
    }

    @Test
    void theFirstApplicationProtocolThatBothKnowIsTaken() {
        Ends ends = new Ends(
                serverSettings().withIdentity(identity).withAlpn("h2", "http/1.1"),
                clientSettings().withAlpn("http/1.1", "h2"));
        Running running = ends.run(Flow.create());
        running.probe.request(1);

        assertThat(get(running.client).alpn()).contains("h2");
        assertThat(get(running.server).alpn()).contains("h2");
    }

    @Test
    void endsThatKnowNoApplicationProtocolInCommonDoNotTalk() {
        Ends ends = new Ends(
                serverSettings().withIdentity(identity).withAlpn("h2"),
                clientSettings().withAlpn("redis"));

        assertThat(ends.run(Flow.create()).clientFault()).hasMessageContaining("no_application_protocol");
    }

    @ParameterizedTest
    @CsvSource({"jdk,EC,TLSv1.3", "jdk,RSA,TLSv1.2", "jdk,RSA,TLSv1.3", "jdk,ED25519,TLSv1.3", "conscrypt,RSA,TLSv1.3"})
    void keysOfEachKindServe(String engine, Pki.Kind kind, String version) {
        Ends ends = new Ends(
                        serverSettings().withIdentity(pki.identity(kind, HOST)).withProtocols(version),
                        clientSettings())
                .with(engine);

        assertThat(get(ends.run(Flow.create()).client).protocol()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk", "conscrypt"})
    void aHostGetsItsOwnCertificateTheExactNameBeforeTheWildcard(String engine) {
        TlsServerSettings hosts = serverSettings()
                .withIdentity(pki.identity("default.test"))
                .withHost("*.example.org", pki.identity("*.example.org"))
                .withHost(HOST, pki.identity(HOST, "exact.test"));

        assertThat(get(new Ends(hosts, clientSettings()).with(engine).run(Flow.create()).client)
                        .peerName())
                .contains("CN=" + HOST);
        TlsServerSettings wildcard = serverSettings()
                .withIdentity(pki.identity("default.test"))
                .withHost("*.example.org", pki.identity("*.example.org"));
        assertThat(get(new Ends(wildcard, clientSettings()).with(engine).run(Flow.create()).client)
                        .peerName())
                .contains("CN=any.example.org");
        TlsServerSettings none = serverSettings().withIdentity(pki.identity("default.test"));
        assertThat(get(new Ends(none, clientSettings().withoutHostVerification())
                                .with(engine)
                                .run(Flow.create())
                                .client)
                        .peerName())
                .contains("CN=default.test");
    }

    @Test
    void aHandshakeThatStallsIsOverAtItsDeadline() {
        Running running =
                Ends.good().run(Flow.create(), Flow.of(ByteString.class).filter(chunk -> false));
        running.probe.settle();
        running.here.timer().advance(Duration.ofSeconds(4));
        assertThat(running.client.toCompletableFuture()).isNotDone();
        running.here.timer().advance(Duration.ofSeconds(1));

        assertThat(running.clientFault())
                .hasMessageContaining("5000 ms")
                .hasMessageContaining("tapio.tls.client.handshake-timeout");
        assertThat(running.clientFault().detail()).containsEntry("close.reason", "handshake_timeout");
    }

    @Test
    void aDoneHandshakeLeavesNoDeadlineBehind() {
        Running running = Ends.good().run(Flow.create());
        running.probe.send(bytes("hello")).next();

        assertThat(running.here.timer().scheduled()).isZero();
        assertThat(running.there.timer().scheduled()).isZero();
    }

    @Test
    void nothingIsAskedOfTheProtocolBeforeTheHandshakeIsDone() {
        Running running =
                Ends.good().run(Flow.create(), Flow.of(ByteString.class).filter(chunk -> false));

        assertThat(running.probe.wantsInput()).isFalse();
    }

    @Test
    void aPeerThatDoesNotReadHoldsUpWhoWrites() {
        Running running = Ends.good().run(Flow.create());
        get(running.client);
        ByteString chunk = ByteString.fromArray(new byte[100_000]);
        for (int i = 0; i < 20; i++) {
            running.probe.send(chunk);
        }

        assertThat(running.probe.arrived()).isEmpty();
        assertThat(running.probe.wantsInput()).isFalse();
        int got = 0;
        while (got < 20 * chunk.size()) {
            got += running.probe.next().size();
        }
        assertThat(got).isEqualTo(20 * chunk.size());
    }

    @Test
    void aSideOfTls13ThatHasClosedStillHearsItsAnswer() {
        Flow<ByteString, ByteString, NotUsed> sum =
                Flow.of(ByteString.class).fold(ByteString.emptyByteString(), ByteString::concat);
        Running running = Ends.good().run(sum);
        running.probe.send(bytes("one "), bytes("two")).complete();

        assertThat(running.probe.next()).isEqualTo(bytes("one two"));
        running.probe.request(1).awaitCompleted();
    }

    @Test
    void anEndWithoutCloseNotifyIsAFaultAndNoEnd() {
        CompletableFuture<Integer> cut = new CompletableFuture<>();
        Flow<ByteString, ByteString, NotUsed> network =
                Flow.of(ByteString.class).takeWhile(chunk -> !cut.isDone());
        Running running = Ends.good().run(Flow.create(), network);
        running.probe.send(bytes("hello")).next();
        cut.complete(1);
        running.probe.send(bytes("lost"));

        Throwable fault = running.probe.request(1).awaitFailed();
        assertThat(fault).hasMessageContaining("close_notify");
        assertThat(((Failure) fault).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void filesThatDoNotBelongTogetherAreNamed() {
        TlsIdentity other = pki.identity(HOST);
        TlsIdentity mixed = TlsIdentity.of(identity.certificateFile(), other.keyFile());

        assertThatThrownBy(() -> new TlsServer(serverSettings().withIdentity(mixed), new VirtualTimer(), TASKS))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(identity.certificateFile().toString())
                .hasMessageContaining(other.keyFile().toString());
    }
}
