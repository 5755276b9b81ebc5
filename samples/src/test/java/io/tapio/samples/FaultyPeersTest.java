package io.tapio.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All connections live on one loop, and one of them is well-behaved: it must never notice the others. */
class FaultyPeersTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(
            Behaviors.empty(),
            "one-loop",
            ConfigFactory.parseString("tapio.io.loops = 1").withFallback(ConfigFactory.load()));
    private static final CompletableFuture<String> NEVER = new CompletableFuture<>();
    private static final Service<String, String> SERVICE =
            (context, line) -> line.startsWith("wait") ? NEVER : CompletableFuture.completedFuture("re " + line);

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aPeerThatBreaksTheProtocolEndsItsOwnConnectionAndIsCounted() throws Exception {
        ServerBinding server = get(TcpServer.create(SYSTEM).bind("127.0.0.1", 0, Line.multiplexedServer(), SERVICE));
        Session<String, String> canary = get(TcpClient.create(SYSTEM)
                .connect("127.0.0.1", server.localAddress().getPort(), Line.multiplexedClient()));
        List<String> faults = List.of("7 wait\n7 again\n", "no id\n", "1234567890 an id too long\n");
        long broken = 0;
        for (String fault : faults) {
            try (Socket peer = new Socket("127.0.0.1", server.localAddress().getPort())) {
                peer.getOutputStream().write(fault.getBytes(UTF_8));
                NEVER.cancel(false); // what waits is over, and the connection may end behind it
                peer.setSoTimeout(20_000);
                peer.getInputStream().readAllBytes();
            }
            assertThat(get(canary.call(Context.root(), "still there"))).isEqualTo("re still there");
            broken++;
            while (server.counts().ended(Kind.PROTOCOL_FAULT) < broken) {
                Thread.onSpinWait();
            }
        }

        assertThat(server.counts().ended()).containsOnlyKeys(Kind.PROTOCOL_FAULT);
        assertThat(server.counts().open()).isOne();
        assertThat(canary.status()).isEqualTo(Session.Status.OPEN);
    }

    @Test
    void aServerThatAnswersWhatNobodyAskedLosesItsOwnClientAlone() throws Exception {
        ServerBinding good = get(TcpServer.create(SYSTEM).bind("127.0.0.1", 0, Line.multiplexedServer(), SERVICE));
        TcpClient clients = TcpClient.create(SYSTEM);
        Session<String, String> canary =
                get(clients.connect("127.0.0.1", good.localAddress().getPort(), Line.multiplexedClient()));
        try (ServerSocket faulty = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Session<String, String> session =
                    get(clients.connect("127.0.0.1", faulty.getLocalPort(), Line.multiplexedClient()));
            CompletionStage<String> call = session.call(Context.root(), "hello");
            try (Socket connection = faulty.accept()) {
                connection.getOutputStream().write("99 to nobody\n".getBytes(UTF_8));

                assertThat(failure(call).where()).isEqualTo(Where.DECODE);
                assertThat(failure(call)).hasMessageContaining("the id 99");
                assertThat(get(session.closed()).kind()).isEqualTo(Kind.PROTOCOL_FAULT);
            }
        }

        assertThat(get(canary.call(Context.root(), "still there"))).isEqualTo("re still there");
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (CompletionException thrown) {
            return Failure.of(thrown);
        }
        throw new AssertionError("it did not fail");
    }
}
