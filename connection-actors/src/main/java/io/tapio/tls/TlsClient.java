package io.tapio.tls;

import io.tapio.connection.ConnectionInfo;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.time.Timer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * The client's end of TLS. {@code TcpClient.withTls} puts it on all connections of a client; {@link #around} puts it
 * around a protocol, wherever that is spoken. Thread-safe.
 */
public final class TlsClient {
    private static final int NO_PORT = -1;

    private final TlsClientSettings settings;
    private final TlsContexts<SSLContext> contexts;
    private final Executor tasks;

    TlsClient(TlsClientSettings settings, Timer timer, Executor tasks) {
        this.settings = settings;
        this.tasks = tasks;
        contexts = new TlsContexts<>(settings.common(), files(settings), this::context, timer, tasks);
    }

    /**
     * With the settings of the system's configuration. Reads the files; throws a {@link Failure} if they are no good.
     */
    public static TlsClient create(ClassicActorSystemProvider system) {
        return create(
                system, TlsClientSettings.from(system.classicSystem().settings().config()));
    }

    /** As {@link #create(ClassicActorSystemProvider)}, with settings of its own. */
    public static TlsClient create(ClassicActorSystemProvider system, TlsClientSettings settings) {
        ActorSystem classic = system.classicSystem();
        return new TlsClient(
                settings, Timer.shared(), classic.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId()));
    }

    /** As {@link TlsServer#reload()}. */
    public CompletionStage<Boolean> reload() {
        return contexts.reload();
    }

    /**
     * The same protocol behind TLS. Its session comes when the handshake is done and the protocol ready; it fails with
     * what was wrong, at {@code HANDSHAKE}.
     *
     * @param host who the peer has to be: the name that its certificate is made out to, and that it is told (SNI)
     */
    public <Q, A> ClientProtocol<Q, A> around(String host, ClientProtocol<Q, A> protocol) {
        return connection -> around(host, connection, protocol::open)
                .mapMaterializedValue(shaken -> shaken.thenCompose(Function.identity()));
    }

    /**
     * The bytes of a connection behind TLS, through a flow that is started with it. What that materializes comes when
     * the handshake is done.
     */
    public <M> Flow<ByteString, ByteString, CompletionStage<M>> around(
            String host, ConnectionInfo connection, Function<ConnectionInfo, Flow<ByteString, ByteString, M>> flow) {
        TlsConnection secured = new TlsConnection(connection);
        return stage(host, secured).join(flow.apply(secured), (shaken, value) -> shaken.thenApply(session -> value));
    }

    BidiFlow<ByteString, ByteString, ByteString, ByteString, CompletionStage<TlsSession>> stage(
            String host, TlsConnection connection) {
        return BidiFlow.fromGraph(new TlsStage(new TlsStage.Plan(
                settings.common(),
                connection,
                () -> contexts.now().thenApply(context -> engine(context, host, port(connection))),
                CompletableFuture::completedFuture,
                Optional.of(settings.common().handshakeTimeout()),
                settings.common().computeOn().executor(tasks))));
    }

    /** A session is taken up again with the same host at the same port. */
    private static int port(ConnectionInfo connection) {
        return connection.remoteAddress() instanceof InetSocketAddress address ? address.getPort() : NO_PORT;
    }

    private SSLEngine engine(SSLContext context, String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = EngineProviders.parameters(engine, settings.common());
        if (settings.verifyHost()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (isName(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An address is no name to be told. */
    private static boolean isName(String host) {
        return host.indexOf(':') < 0 && !host.matches("[0-9.]+");
    }

    private SSLContext context(PemFiles files) {
        List<Keys.Entry> keys = settings.identity().stream()
                .map(identity -> new Keys.Entry(null, Credentials.of(identity, files)))
                .toList();
        SSLContext context = ContextMaker.make(settings.common(), keys, settings.trustFile(), files);
        ContextMaker.rehearse(engine(context, "localhost", NO_PORT));
        return context;
    }

    private static List<Path> files(TlsClientSettings settings) {
        return Stream.concat(
                        settings.identity().stream()
                                .flatMap(identity -> Stream.of(identity.certificateFile(), identity.keyFile())),
                        settings.trustFile().stream())
                .toList();
    }
}
