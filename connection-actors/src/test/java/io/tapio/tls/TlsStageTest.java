package io.tapio.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.time.VirtualTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's stage with its wire in the test's hands; among others the cases that Pekko 1.x's TLS gets wrong. */
class TlsStageTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tls-stage");
    private static final String HOST = "server.example.org";

    @TempDir
    static Path folder;

    private static TlsServer server;
    private static TlsClient client;

    @BeforeAll
    static void sign() {
        Pki pki = new Pki(folder);
        server = new TlsServer(
                TlsServerSettings.from(ConfigFactory.load()).withEngine("jdk").withIdentity(pki.identity(HOST)),
                new VirtualTimer(),
                Runnable::run);
        client = new TlsClient(
                TlsClientSettings.from(ConfigFactory.load()).withEngine("jdk").withTrustFile(pki.trustFile()),
                new VirtualTimer(),
                Runnable::run);
    }

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Throwable failureOf(CompletionStage<?> stage) {
        return stage.toCompletableFuture()
                .<Throwable>handle((value, thrown) -> thrown)
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    /** The records of a server that speaks {@code protocol}; its handshake's result is the value. */
    private static Flow<ByteString, ByteString, CompletionStage<TlsSession>> serving(
            Function<TlsSession, CompletionStage<?>> admission, Flow<ByteString, ByteString, NotUsed> protocol) {
        return server.stage(new TlsConnection(new TestConnection()), admission, Optional.empty())
                .join(protocol, Keep.left());
    }

    /** A protocol that sends back what comes, and tells of its end. */
    private static Flow<ByteString, ByteString, NotUsed> keepingFault(CompletableFuture<Throwable> fault) {
        return Flow.of(ByteString.class).mapError(Failure.class, failure -> {
            fault.complete(failure);
            return failure;
        });
    }

    /** A server with an engine of the test's. */
    private static Flow<ByteString, ByteString, CompletionStage<TlsSession>> serving(
            Supplier<CompletionStage<SSLEngine>> engine) {
        return BidiFlow.fromGraph(new TlsStage(new TlsStage.Plan(
                        TlsServerSettings.from(ConfigFactory.load()).common(),
                        new TlsConnection(new TestConnection()),
                        engine,
                        CompletableFuture::completedFuture,
                        Optional.empty(),
                        Runnable::run)))
                .join(Flow.<ByteString>create(), Keep.left());
    }

    private static BidiFlow<ByteString, ByteString, ByteString, ByteString, CompletionStage<TlsSession>> clientStage() {
        return client.stage(HOST, new TlsConnection(new TestConnection())).reversed();
    }

    /** What the client says goes to the server and back, and all that the server sends is kept, too. */
    private static FlowProbe<ByteString, ByteString, CompletionStage<TlsSession>> together(
            Flow<ByteString, ByteString, ?> served) {
        return FlowProbe.of(clientStage().join(served, Keep.left()), SYSTEM);
    }

    /** Pekko's aborts nothing when the verifier of its sessions says no: apache/pekko#3323. */
    @Test
    void aSessionThatIsNotAdmittedFailsTheTransportWithTheCause() {
        Failure no = Failure.at(Where.QUEUE, Failure.Processed.NO, "not you");
        CompletableFuture<Throwable> transport = new CompletableFuture<>();
        CompletableFuture<CompletionStage<TlsSession>> shaken = new CompletableFuture<>();
        Flow<ByteString, ByteString, NotUsed> served = serving(
                        session -> CompletableFuture.failedFuture(no), Flow.create())
                .mapMaterializedValue(value -> {
                    shaken.complete(value);
                    return NotUsed.getInstance();
                })
                .mapError(Failure.class, failure -> {
                    transport.complete(failure);
                    return failure;
                });
        var probe = together(served).request(1);

        assertThat(get(transport)).hasMessage("not you");
        assertThat(failureOf(get(shaken))).hasMessage("not you");
        assertThat(get(transport))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.detail()).containsEntry("close.reason", "service_unavailable"));
        probe.awaitCancelled();
    }

    /** Pekko's loses what it has still to send when its input ends: apache/pekko#3324. */
    @Test
    void whatIsStillToBeSaidIsSentWhenTheInputEnds() {
        ByteString much = ByteString.fromArray(new byte[200_000]);
        Flow<ByteString, ByteString, NotUsed> answering =
                Flow.of(ByteString.class).filter(chunk -> false).concat(Source.single(much));
        var probe = together(serving(CompletableFuture::completedFuture, answering));
        probe.send(ByteString.fromString("all I have")).complete();

        int got = 0;
        while (got < much.size()) {
            got += probe.next().size();
        }
        probe.request(1).awaitCompleted();
    }

    /** Pekko's throws a NullPointerException then: apache/pekko#3259. */
    @Test
    void anInputThatEndsBeforeThereIsAnEngineIsAPeerThatHasClosed() {
        CompletableFuture<SSLEngine> never = new CompletableFuture<>();
        var probe = FlowProbe.of(serving(() -> never), SYSTEM).complete().request(1);

        assertThat(probe.awaitFailed()).hasMessage("the peer closed before the TLS handshake was done");
        assertThat(failureOf(probe.value())).hasMessage("the peer closed before the TLS handshake was done");
    }

    /** Pekko's leaves the socket open then: apache/pekko#3273. */
    @Test
    void anEngineThatCannotBeMadeEndsBothDirections() {
        Failure broken = TlsFaults.unusable("no such suite");
        var probe = FlowProbe.of(serving(() -> CompletableFuture.failedFuture(broken)), SYSTEM)
                .request(1);

        assertThat(probe.awaitFailed()).isEqualTo(broken);
        probe.awaitCancelled();
        assertThat(failureOf(probe.value())).isEqualTo(broken);

        var thrown = FlowProbe.of(
                        serving(() -> {
                            throw broken;
                        }),
                        SYSTEM)
                .request(1);
        assertThat(thrown.awaitFailed()).isEqualTo(broken);
        thrown.awaitCancelled();
    }

    /** Pekko's keeps its stream, and with it the connection, for ever: akka/akka-core#21760. */
    @Test
    void anInputThatEndsInTheMiddleOfTheHandshakeEndsTheStage() {
        var probe = FlowProbe.of(serving(CompletableFuture::completedFuture, Flow.create()), SYSTEM);
        probe.send(ByteString.fromArray(new byte[] {22, 3, 1, 2, 0, 1}))
                .complete()
                .request(1);

        assertThat(probe.awaitFailed()).hasMessage("the peer closed before the TLS handshake was done");
    }

    @Test
    void theAlertIsSentBeforeTheFaultEndsTheStage() {
        var probe = FlowProbe.of(serving(CompletableFuture::completedFuture, Flow.create()), SYSTEM);
        probe.send(ByteString.fromArray(new byte[] {22, 3, 1, 0, 4, 99, 0, 0, 0}));

        assertThat(probe.next().apply(0)).as("the type of an alert").isEqualTo((byte) 21);
        assertThat(probe.request(1).awaitFailed()).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.where()).isEqualTo(Where.HANDSHAKE);
            assertThat(failure.getStackTrace()).isEmpty();
        });
    }

    @Test
    void garbageIsNamedForWhatItIs() {
        assertThat(faultAfter("hello\nworld\n")).hasMessageContaining("looks like plain text: \"hello\"");
        assertThat(faultAfter("GET /x HTTP/1.1\r\n"))
                .hasMessageContaining("looks like plain HTTP: \"GET /x HTTP/1.1\"");
        assertThat(faultAfter("\u0000\u0001")).hasMessageContaining("is no TLS");
    }

    private static Throwable faultAfter(String said) {
        var probe = FlowProbe.of(serving(CompletableFuture::completedFuture, Flow.create()), SYSTEM);
        probe.send(ByteString.fromString(said)).next();
        return probe.request(1).awaitFailed();
    }

    @Test
    void aRecordThatWasTamperedWithIsAFaultOfDecoding() {
        CompletableFuture<Boolean> tamper = new CompletableFuture<>();
        Flow<ByteString, ByteString, NotUsed> network = Flow.of(ByteString.class)
                .map(chunk -> {
                    byte[] bytes = chunk.toArray();
                    bytes[bytes.length - 1] ^= (byte) (tamper.isDone() ? 1 : 0);
                    return ByteString.fromArray(bytes);
                });
        CompletableFuture<Throwable> fault = new CompletableFuture<>();
        var probe = together(network.via(serving(CompletableFuture::completedFuture, keepingFault(fault))));
        probe.send(ByteString.fromString("hello")).next();
        tamper.complete(true);
        probe.send(ByteString.fromString("hello")).request(1).awaitFailed();

        assertThat(get(fault))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.where()).isEqualTo(Where.DECODE));
    }

    @Test
    void aRecordWhoseRestDoesNotComeEndsTheConnection() {
        CompletableFuture<Boolean> cut = new CompletableFuture<>();
        Flow<ByteString, ByteString, NotUsed> network =
                Flow.of(ByteString.class).map(chunk -> cut.isDone() ? chunk.dropRight(1) : chunk);
        CompletableFuture<Throwable> fault = new CompletableFuture<>();
        TestConnection connection = new TestConnection();
        var probe = together(network.via(
                server.stage(new TlsConnection(connection), CompletableFuture::completedFuture, Optional.empty())
                        .join(keepingFault(fault), Keep.left())));
        probe.send(ByteString.fromString("hello")).next();
        connection.timer().advance(Duration.ofHours(1));
        assertThat(probe.isOpen()).as("silent between records").isTrue();

        cut.complete(true);
        probe.send(ByteString.fromString("hello")).request(1).settle();
        connection.timer().advance(Duration.ofSeconds(9));
        probe.settle();
        assertThat(probe.isOpen()).isTrue();
        connection.timer().advance(Duration.ofSeconds(2));

        assertThat(get(fault)).hasMessageContaining("tapio.tls.server.record-timeout");
    }

    @Test
    void aConnectionThatWaitsKeepsNothingOfWhatWasRead() {
        CipherInput input = new CipherInput();
        input.add(ByteString.fromArray(new byte[] {23, 3, 3, 0, 1, 7, 23, 3, 3, 64, 0}));
        assertThat(input.record()).isNotNull();
        input.use(6);
        assertThat(input.record()).as("16 KiB were announced and have not come").isNull();
        assertThat(input.isEmpty()).isFalse();
        input.use(5);
        assertThat(input.isEmpty()).isTrue();
    }

    @Test
    void settingsThatCannotHoldAreRefusedWithTheirKeys() {
        TlsServerSettings settings = TlsServerSettings.from(ConfigFactory.load());

        assertThatThrownBy(() -> settings.withProtocols("TLSv1"))
                .hasMessageContaining("tapio.tls.server.protocols")
                .hasMessageContaining("TLSv1.2");
        assertThatThrownBy(() -> new TlsServer(settings, new VirtualTimer(), Runnable::run))
                .hasMessageContaining("tapio.tls.server.certificate-file");
        assertThatThrownBy(() -> TlsServerSettings.from(ConfigFactory.parseString("tapio.tls.server.client-auth = need")
                        .withFallback(ConfigFactory.load())))
                .hasMessageContaining("tapio.tls.server.trust-file");
        assertThatThrownBy(() -> TlsServerSettings.from(ConfigFactory.parseString("tapio.tls.server.key-file = a.key")
                        .withFallback(ConfigFactory.load())))
                .hasMessageContaining("certificate-file");
    }
}
