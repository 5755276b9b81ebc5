package io.tapio.tcp;

import static io.tapio.tcp.Loopback.CHUNKS;
import static io.tapio.tcp.Loopback.ECHO;
import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.connection.ConnectionInfo;
import io.tapio.selector.Selectors;
import io.tapio.service.ServiceFactory;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end before they are open. */
class ConnectionActorTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "connection-actor");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {IllegalStateException.class, TimeoutException.class, AssertionError.class, LinkageError.class})
    void whateverAServiceFactoryThrowsEndsItsConnectionAlone(Class<? extends Throwable> kind) throws Exception {
        Throwable thrown = kind.getDeclaredConstructor().newInstance();
        CompletableFuture<ConnectionInfo> opened = new CompletableFuture<>();
        ServerBinding server =
                get(TcpServer.create(SYSTEM).<ByteString, ByteString>bind("127.0.0.1", 0, CHUNKS, connection -> {
                    if (opened.complete(connection)) {
                        throw ConnectionActorTest.<RuntimeException>sneaked(thrown);
                    }
                    return CompletableFuture.completedFuture(ECHO);
                }));

        try (Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        CloseReason reason = get(get(opened).closed());
        assertThat(reason.kind()).isEqualTo(Kind.SERVICE_UNAVAILABLE);
        assertThat(reason.message()).contains(kind.getName());
        try (Socket next = connect(server)) {
            Loopback.say(next, "next");
            assertThat(Loopback.hear(next, 4)).isEqualTo("next");
        }
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void aGraphThatCannotBeStartedEndsItsConnection() throws Exception {
        CompletableFuture<ConnectionInfo> opened = new CompletableFuture<>();
        ServerBinding server = get(TcpServer.create(SYSTEM).bind("127.0.0.1", 0, connection -> {
            opened.complete(connection);
            return Flow.of(ByteString.class).mapMaterializedValue(nothing -> {
                throw new AssertionError("a stage with a bug");
            });
        }));

        try (Socket client = connect(server)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        CloseReason reason = get(get(opened).closed());
        assertThat(reason.kind()).isEqualTo(Kind.INTERNAL_ERROR);
        assertThat(reason.message()).contains("a stage with a bug");
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void aConnectionWhoseListenerStopsBeforeItsGraphRunsWasStopped() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                SocketChannel channel = SocketChannel.open(loopback.server.localAddress())) {
            var selector = Selectors.get(SYSTEM).next();
            var settings = TcpServer.create(SYSTEM).settings().connection();
            Materializer stopped = Materializer.createMaterializer(SYSTEM);
            stopped.shutdown();
            var runtime =
                    new ConnectionRuntime(settings, WireStage.attributes(settings), selector, stopped, Timer.shared());
            TcpConnection connection = new TcpConnection("early", channel, Timer.shared(), Stats.none());
            var conversation = new Conversation.Serving<>(CHUNKS, ServiceFactory.shared(ECHO));

            Adapter.toTyped(SYSTEM.classicSystem())
                    .systemActorOf(
                            ConnectionActor.create(channel, connection, conversation, runtime), "early", Props.empty());

            assertThat(get(connection.closed()).kind()).isEqualTo(Kind.STOPPED);
            assertThat(channel.isOpen()).isFalse();
        }
    }

    private static Socket connect(ServerBinding server) throws Exception {
        Socket socket = new Socket("127.0.0.1", server.localAddress().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
