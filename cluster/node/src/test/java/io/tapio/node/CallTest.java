package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.io.IOException;
import java.net.ServerSocket;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallTest {
    private ActorSystem<Void> system;
    private String server;

    @BeforeEach
    void start() throws InterruptedException {
        system = Actors.start(ConfigFactory.load());
        ServerBinding binding = Actors.await(new Upper().start(system, "127.0.0.1", 0));
        server = "line://127.0.0.1:" + binding.localAddress().getPort();
    }

    @AfterEach
    void stop() {
        system.terminate();
    }

    @Test
    void replyIsPrintedAlone() {
        assertThat(Run.of("call", server, "good", "morning")).isEqualTo(new Run(0, "GOOD MORNING", ""));
    }

    @Test
    void whatBeginsWithAHyphenBelongsToTheRequest() {
        assertThat(Run.of("call", server, "-a", "--help").out()).isEqualTo("-A --HELP");
    }

    @Test
    void aMultiplexedServerIsCalledByAnIdThatNobodySees() throws InterruptedException {
        Service<String, String> service = Service.of(line -> "<" + line + ">");
        ServerBinding binding =
                Actors.await(TcpServer.create(system).bind("127.0.0.1", 0, Line.multiplexedServer(), service));
        String multiplexed =
                "multiplexed-line://127.0.0.1:" + binding.localAddress().getPort();

        assertThat(Run.of("call", multiplexed, "good", "morning")).isEqualTo(new Run(0, "<good morning>", ""));
    }

    @Test
    void missingReplyIsToldInOneLine() {
        Run run = Run.of("call", "--timeout", "100ms", server, "never");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("tapio: no answer within \\d+ ms");
    }

    @Test
    void missingServerIsToldInOneLineWithItsAddress() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Run run = Run.of("call", "line://127.0.0.1:" + free, "hello");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("tapio: ")
                .contains("127.0.0.1:" + free)
                .containsIgnoringCase("refused");
        assertThat(run.err()).hasLineCount(1);
    }

    @Test
    void portInUseIsToldInOneLineWithItsAddress() {
        String address = server.substring("line://".length());

        Run run = Run.of("serve", "upper", "--port", address.substring(address.indexOf(':') + 1));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringCase("tapio: cannot listen on " + address + ": address already in use");
    }
}
