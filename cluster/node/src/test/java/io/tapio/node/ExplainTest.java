package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.failure.Failure;
import io.tapio.tcp.ServerBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    @TempDir
    Path directory;

    @Test
    void programIsToldWithItsGraphAndItsBounds() {
        Run run = Run.of("explain", "upper");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("""
                upper: writes lines in capitals

                  speaks  line
                  host    127.0.0.1 (tapio.node.host, reference.conf)
                  port    4711 (code)
                  stack   stats ▶ tracing ▶ log ▶ catch ▶ deadline ▶ total-timeout

                The graph of a connection

                  ╭─▶ wire
                  │    ▼
                  │   decoder
                  │    ▼
                  │   pipeline-server
                  │    ▼
                  ╰── encoder

                Bounds, and where they come from
                """);
        assertThat(run.out()).endsWith("Every queue and buffer of these has a bound.");
    }

    @Test
    void changedSettingIsShownWithTheLineThatChangedIt() throws IOException {
        Path file = file("""
                tapio.pipeline.server.max-in-flight = 7
                tapio.tcp.server.idle-timeout = off
                """);

        Run run = Run.of("explain", "upper", "--config", file.toString());

        assertRow(run, "requests read and not answered +7 +tapio.pipeline.server.max-in-flight +" + file + ": 1");
        assertRow(run, "time without a byte +off +tapio.tcp.server.idle-timeout +" + file + ": 2");
        assertRow(run, "bytes of a line +64 KiB +tapio.framing.max-line-bytes +reference.conf");
    }

    @Test
    void systemPropertyIsAnOrigin() {
        System.setProperty("tapio.codec.max-frame-bytes", "1 MiB");
        ConfigFactory.invalidateCaches();
        try {
            Run run = Run.of("explain", "upper");

            assertRow(run, "bytes of an unfinished frame +1 MiB +tapio.codec.max-frame-bytes +system property");
        } finally {
            System.clearProperty("tapio.codec.max-frame-bytes");
            ConfigFactory.invalidateCaches();
        }
    }

    @Test
    void addressOfTheCommandLineGoesBeforeTheDeclaredOne() throws IOException {
        Path file = file("tapio.node.servers.a { program = upper, host = localhost, port = 1 }");

        assertThat(Run.of("explain", "a", "--config", file.toString(), "--port", "2")
                        .out()
                        .lines())
                .contains(
                        "  host    localhost (tapio.node.servers.a.host, " + file + ": 1)",
                        "  port    2 (command line)");
    }

    @Test
    void withoutANameAllThatAreDeclaredAreTold() throws IOException {
        Path file = file("tapio.node.servers { a { program = upper }, b { program = upper } }");

        assertThat(Run.of("explain", "--config", file.toString()).out().lines())
                .containsSubsequence("a: writes lines in capitals", "b: writes lines in capitals");
    }

    @Test
    void aCertificateThatIsMissingIsToldWithTheKeyOfItsServer() throws IOException {
        Path file = file("tapio.node.servers.a { program = upper, tls {} }");

        Run run = Run.of("explain", "a", "--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("tapio: a server needs a certificate: set tapio.node.servers.a.tls.certificate-file and "
                        + "tapio.node.servers.a.tls.key-file, or tapio.node.servers.a.tls.sni");
    }

    @Test
    void aClientIsToldByTheUriThatItWouldBeCalledWith() {
        Run run = Run.of("explain", "redis://cache.example");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains(
                        "redis client: what `tapio call` connects",
                        "  host    cache.example (command line)",
                        "  port    6379 (code)")
                .containsSubsequence("  ╭─▶ wire", "  │   decoder", "  │   pipeline-client", "  ╰── encoder");
        assertRow(run, "time to connect in +3 s +tapio.tcp.client.connect-timeout +reference.conf");
        assertRow(run, "requests written and not answered +\\d+ +tapio.pipeline.client.max-in-flight +reference.conf");
        assertThat(run.out()).endsWith("Every queue and buffer of these has a bound.");
    }

    @Test
    void aUriWithAnSBehindItsSchemeIsOfAClientBehindTls() {
        Run run = Run.of("explain", "rediss://cache.example");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains("rediss client: what `tapio call` connects", "  port    6379 (code)")
                .containsSubsequence("    ╭─▶ wire", "  ╭─┴─▶ tls", "  │     decoder", "  │     pipeline-client");
        assertRow(
                run, "time for a handshake in mid-connection +5 s +tapio.tls.client.handshake-timeout +reference.conf");
    }

    @Test
    void aUriThatNoClientKnowsIsToldInOneLine() {
        Run run = Run.of("explain", "http://127.0.0.1:80");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("tapio: cannot explain 'http://127.0.0.1:80': write SCHEME://HOST:PORT; schemes are line");
    }

    @Test
    void anAddressOfAUriIsNotToldTwice() {
        assertThat(Run.of("explain", "redis://127.0.0.1", "--port", "1").err())
                .startsWith("tapio: --host and --port go with a NAME");
    }

    @Test
    void nothingListens() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = Run.of("explain", "upper", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void mermaidIsTheGraphAlone() {
        assertThat(Run.of("explain", "upper", "--format", "mermaid").out())
                .startsWith("flowchart LR")
                .endsWith("s3 --> s0");
    }

    @Test
    void jsonIsForPrograms() {
        assertThat(ConfigFactory.parseString(
                                Run.of("explain", "upper", "--format", "json").out())
                        .getString("name"))
                .isEqualTo("upper");
    }

    @Test
    void listNamesProgramsAndDeclaredServers() throws IOException {
        Path file = file("tapio.node.servers.a { program = upper, port = 1 }");

        assertThat(Run.of("explain", "--list", "--config", file.toString())
                        .out()
                        .lines())
                .anyMatch(line -> line.matches(" *upper +line +4711 +writes lines in capitals"))
                .anyMatch(line -> line.matches(" *a +line +1 +upper on 127.0.0.1, as declared"));
    }

    @Test
    void programThatStartsByItselfHasNoPlan() {
        Program program = new Program() {
            @Override
            public String name() {
                return "other";
            }

            @Override
            public String protocol() {
                return "other";
            }

            @Override
            public String summary() {
                return "starts by itself";
            }

            @Override
            public int defaultPort() {
                return 1;
            }

            @Override
            public CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port) {
                return new CompletableFuture<>();
            }
        };

        assertThatThrownBy(() -> program.plan(null))
                .isInstanceOf(Failure.class)
                .hasMessage("other starts by itself, and has no plan to show (Program.plan)");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("node.conf"), text);
    }

    private static void assertRow(Run run, String pattern) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().map(String::strip)).anyMatch(line -> line.matches(pattern));
    }
}
