package io.tapio.tls;

import io.tapio.connection.ConnectionInfo;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * The server's end of TLS. {@code TcpServer.withTls} puts it on all connections of a server; {@link #around} puts it
 * around a protocol, wherever that is spoken. Thread-safe.
 */
public final class TlsServer {
    private final TlsServerSettings settings;
    private final TlsContexts<ServerEngines> contexts;
    private final Executor tasks;

    TlsServer(TlsServerSettings settings, Timer timer, Executor tasks) {
        this.settings = settings;
        this.tasks = tasks;
        if (settings.identity().isEmpty() && settings.hosts().isEmpty()) {
            String path = settings.common().path();
            throw TlsFaults.unusable("a server needs a certificate: set " + path + ".certificate-file and " + path
                    + ".key-file, or " + path + ".sni");
        }
        contexts = new TlsContexts<>(settings.common(), files(settings), this::engines, timer, tasks);
    }

    /**
     * With the settings of the system's configuration. Reads the files; throws a {@link Failure} if they are no good.
     */
    public static TlsServer create(ClassicActorSystemProvider system) {
        return create(
                system, TlsServerSettings.from(system.classicSystem().settings().config()));
    }

    /** As {@link #create(ClassicActorSystemProvider)}, with settings of its own. */
    public static TlsServer create(ClassicActorSystemProvider system, TlsServerSettings settings) {
        ActorSystem classic = system.classicSystem();
        return new TlsServer(
                settings, Timer.shared(), classic.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId()));
    }

    /**
     * Looks at the files now, and not only after {@code reload-interval}; true if they have changed. Fails if they
     * cannot be used, and changes nothing then.
     */
    public CompletionStage<Boolean> reload() {
        return contexts.reload();
    }

    /**
     * The same protocol behind TLS, for an upgrade in mid-connection above all: it has a deadline of its own. The
     * service is given before the handshake, and called after it.
     */
    public <Q, A> ServerProtocol<Q, A> around(ServerProtocol<Q, A> protocol) {
        return new ServerProtocol<>() {
            @Override
            public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
                TlsConnection secured = new TlsConnection(connection);
                Optional<Duration> limit = Optional.of(settings.common().handshakeTimeout());
                return stage(secured, CompletableFuture::completedFuture, limit)
                        .join(protocol.serve(secured, service), Keep.right());
            }

            @Override
            public boolean drains() {
                return protocol.drains();
            }
        };
    }

    /**
     * A protocol behind TLS, whose service is opened when the handshake is done and the peer known. What it
     * materializes completes then, and fails with the handshake; the deadline for that is somebody else's.
     */
    public <Q, A> Flow<ByteString, ByteString, CompletionStage<TlsSession>> serving(
            ConnectionInfo connection, ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        TlsConnection secured = new TlsConnection(connection);
        LateService<Q, A> service = new LateService<>();
        return stage(secured, session -> services.open(secured).thenAccept(service::open), Optional.empty())
                .join(protocol.serve(secured, service), Keep.left());
    }

    /**
     * Makes a handshake in memory, on another thread, so that the first client does not have to wait for what only the
     * first handshake loads. It comes to nothing, and to false, where clients have to show a certificate.
     */
    public CompletionStage<Boolean> rehearse() {
        TlsIdentity anyone = identities(settings).findFirst().orElseThrow();
        return contexts.now()
                .thenApplyAsync(engines -> FirstHandshake.make(engines.next(), anyone, settings.common()), tasks);
    }

    BidiFlow<ByteString, ByteString, ByteString, ByteString, CompletionStage<TlsSession>> stage(
            TlsConnection connection, Function<TlsSession, CompletionStage<?>> admission, Optional<Duration> limit) {
        return BidiFlow.fromGraph(new TlsStage(new TlsStage.Plan(
                settings.common(),
                connection,
                () -> contexts.now().thenApply(ServerEngines::next),
                admission,
                limit,
                settings.common().computeOn().executor(tasks))));
    }

    private ServerEngines engines(PemFiles files) {
        List<Keys.Entry> keys = new ArrayList<>();
        for (TlsHost host : settings.hosts()) {
            keys.add(new Keys.Entry(host, Credentials.of(host.identity(), files)));
        }
        settings.identity().ifPresent(identity -> keys.add(new Keys.Entry(null, Credentials.of(identity, files))));
        SSLContext context = ContextMaker.make(settings.common(), keys, settings.trustFile(), files);
        ServerEngines engines = new ServerEngines(context, settings);
        ContextMaker.rehearse(engines.next());
        return engines;
    }

    private static List<Path> files(TlsServerSettings settings) {
        return Stream.concat(
                        identities(settings)
                                .flatMap(identity -> Stream.of(identity.certificateFile(), identity.keyFile())),
                        settings.trustFile().stream())
                .toList();
    }

    private static Stream<TlsIdentity> identities(TlsServerSettings settings) {
        return Stream.concat(
                settings.identity().stream(), settings.hosts().stream().map(TlsHost::identity));
    }
}
