package io.tapio.samples.policies;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.samples.doubler.DoublerProgram;
import io.tapio.service.Session;
import io.tapio.service.Session.Status;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private static final Config CONFIG = ConfigFactory.parseString(
                    "strangers.tapio.tcp.server.max-connections = 1, tapio.supervision.restart.budget = 1, "
                            + "tapio.supervision.restart.min-backoff = 1 ms")
            .withFallback(ConfigFactory.load());

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "policies", CONFIG);

    @AfterEach
    void stop() {
        system.terminate();
    }

    @Test
    void whatMayHaveHappenedEndsTheConnectionAndWhatCannotHaveDoesNot() throws Exception {
        SupervisedService<String, String> jobs = jobs("jobs");
        ServerBinding server = get(Strangers.server(system, jobs).bind("127.0.0.1", 0));
        Session<String, String> session = connect(server);

        assertThat(get(call(session, "refused"))).isEqualTo("error: come later");
        assertThat(session.status()).isEqualTo(Status.OPEN);
        assertThat(get(call(session, "broken"))).isEqualTo("error: disk full");

        assertThat(get(session.closed()).kind()).isEqualTo(Kind.PEER_CLOSED);
        assertThat(server.whenFailed().toCompletableFuture()).isNotDone();
    }

    @Test
    void aServiceThatFailsEndsItsServer() throws Exception {
        SupervisedService<String, String> jobs = ServiceSupervisor.<String, String>of("broken-jobs", () -> {
                    throw new IllegalStateException("no database");
                })
                .start(system);

        ServerBinding server = get(Strangers.server(system, jobs).bind("127.0.0.1", 0));

        assertThat(get(server.whenFailed())).hasMessageContaining("no database");
        get(server.whenTerminated());
    }

    @Test
    void aClientThatIsNotGreetedGivesUp() throws Exception {
        ServerBinding server = get(Strangers.server(system, jobs("plain-jobs")).bind("127.0.0.1", 0));

        var client = Strangers.client(system, server.localAddress().getPort());

        assertThat(get(client.closed()).message()).endsWith("given up as declared (tapio.endpoint.give-up-on)");
    }

    @Test
    void strictIsAsItSays() throws Exception {
        System.setProperty("config.file", Path.of("../config/strict.conf").toString());
        ConfigFactory.invalidateCaches();
        try {
            ServerBinding server = get(new DoublerProgram().start(system, "127.0.0.1", 0));
            try (Socket socket = new Socket("127.0.0.1", server.localAddress().getPort())) {
                socket.setSoTimeout(20_000);
                assertThat(exchange(socket, "4\nfour\n5\n")).isEqualTo("8\nerror: not an integer: four\n");
            }
        } finally {
            System.clearProperty("config.file");
            ConfigFactory.invalidateCaches();
        }
    }

    /** Everything that comes until the server closes. */
    private static String exchange(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private SupervisedService<String, String> jobs(String name) {
        return ServiceSupervisor.<String, String>of(name, () -> PoliciesTest::answer)
                .start(system);
    }

    private static CompletionStage<String> answer(Context context, String line) {
        return switch (line) {
            case "refused" -> CompletableFuture.failedFuture(Failure.at(Where.QUEUE, Processed.NO, "come later"));
            case "broken" -> CompletableFuture.failedFuture(new IOException("disk full"));
            default -> CompletableFuture.completedFuture(line);
        };
    }

    private Session<String, String> connect(ServerBinding server) {
        return get(TcpClient.create(system)
                .connect("127.0.0.1", server.localAddress().getPort(), Line.client()));
    }

    private static CompletionStage<String> call(Session<String, String> session, String line) {
        return session.call(Context.root(), line);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
