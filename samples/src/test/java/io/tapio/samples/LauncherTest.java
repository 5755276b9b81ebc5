package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.tcp.TcpClient;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsClientSettings;
import io.tapio.tls.TlsIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as the shell sees it: a process with two outputs, an exit code, and signals. */
@Timeout(60)
class LauncherTest {
    @TempDir
    Path directory;

    @Test
    void listeningIsOneLineAndASignalEndsIt() throws Exception {
        Process serving = tapio("serve", "hello", "--port", "0");
        BufferedReader out = serving.inputReader();

        assertThat(out.readLine()).matches("tapio: hello \\(line\\) listening on 127\\.0\\.0\\.1:\\d+");
        serving.toHandle().destroy();

        assertThat(serving.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).isEqualTo(128 + 15);
        assertThat(out.readLine()).isNull();
        assertThat(err()).isEmpty();
    }

    @Test
    void fileDeclaresServersAndARelativePathIsTheCallersOwn() throws Exception {
        Files.writeString(
                directory.resolve("two.conf"),
                "tapio.node.servers { a { program = hello, port = 0 }, doubler { port = 0 } }");

        Process serving = tapio("serve", "--config", "two.conf");
        BufferedReader out = serving.inputReader();
        List<String> lines = List.of(out.readLine(), out.readLine());
        serving.toHandle().destroy();

        assertThat(lines.get(0)).startsWith("tapio: a (line) listening on 127.0.0.1:");
        assertThat(lines.get(1)).startsWith("tapio: doubler (line) listening on 127.0.0.1:");
        assertThat(serving.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(err()).isEmpty();
    }

    @Test
    void portInUseIsOneLineAndExitCodeOne() throws Exception {
        Process first = tapio("serve", "hello", "--port", "0");
        String line = first.inputReader().readLine();
        String port = line.substring(line.lastIndexOf(':') + 1);

        Process second = tapio("serve", "doubler", "--port", port);

        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        first.toHandle().destroy();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(err())
                .isEqualToIgnoringCase("tapio: cannot listen on 127.0.0.1:" + port + ": address already in use\n");
    }

    @Test
    void twoFilesPutAServerBehindTls() throws Exception {
        TlsIdentity localhost = Certificates.in(directory).localhost();
        Process serving = tapio(
                "serve",
                "hello",
                "--port",
                "0",
                "--tls-certificate",
                localhost.certificateFile().getFileName().toString(),
                "--tls-key",
                localhost.keyFile().getFileName().toString());
        String line = serving.inputReader().readLine();
        assertThat(line).as(err()).startsWith("tapio: hello (line) listening on");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "launcher");
        TlsClient tls = TlsClient.create(
                system, TlsClientSettings.from(system.settings().config()).withTrustFile(localhost.certificateFile()));
        try {
            assertThat(TcpClient.create(system)
                            .withTls(tls)
                            .connect(
                                    "localhost",
                                    Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)),
                                    Line.client())
                            .thenCompose(session -> session.call(Context.root(), "hello"))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isEqualTo("world");
        } finally {
            system.terminate();
            serving.toHandle().destroy();
        }
    }

    @Test
    void aServerBehindTlsIsCalledByASchemeWithAnS() throws Exception {
        TlsIdentity localhost = Certificates.in(directory).localhost();
        String certificate = localhost.certificateFile().getFileName().toString();
        String key = localhost.keyFile().getFileName().toString();
        Files.writeString(directory.resolve("trust.conf"), "tapio.tls.client.trust-file = " + certificate);
        Process serving = tapio("serve", "hello", "--port", "0", "--tls-certificate", certificate, "--tls-key", key);
        String line = serving.inputReader().readLine();
        String server = "lines://localhost" + line.substring(line.lastIndexOf(':'));

        Process trusting = tapio("call", "--config", "trust.conf", server, "hello");
        Process doubting = tapio("call", server, "hello");

        assertThat(trusting.inputReader().readLine()).isEqualTo("world");
        assertThat(doubting.waitFor(20, TimeUnit.SECONDS)).isTrue();
        serving.toHandle().destroy();
        assertThat(doubting.exitValue()).isEqualTo(1);
        assertThat(err().lines().filter(said -> said.startsWith("tapio: ")))
                .singleElement()
                .asString()
                .startsWith("tapio: the TLS handshake failed: ");
    }

    @Test
    void oneOfTwoDeclaredServersIsBehindTls() throws Exception {
        TlsIdentity localhost = Certificates.in(directory).localhost();
        Files.writeString(directory.resolve("two.conf"), """
                tapio.tls.server.reload-interval = 7 s
                tapio.node.servers {
                  open { program = hello, port = 0 }
                  secret { program = hello, port = 0, tls {
                    certificate-file = "%s"
                    key-file = "%s"
                    handshake-timeout = 3 s
                  } }
                }
                tapio.tls.client.trust-file = "%s"
                """.formatted(
                        localhost.certificateFile().getFileName(),
                        localhost.keyFile().getFileName(),
                        localhost.certificateFile().getFileName()));
        Process serving = tapio("serve", "--config", "two.conf");
        BufferedReader listening = serving.inputReader();
        String open = listening.readLine();
        String secret = listening.readLine();
        assertThat(secret).as(err()).startsWith("tapio: secret (line) listening on");

        String answers = said(tapio("call", "line://localhost" + open.substring(open.lastIndexOf(':')), "hello"))
                + said(tapio(
                        "call",
                        "--config",
                        "two.conf",
                        "lines://localhost" + secret.substring(secret.lastIndexOf(':')),
                        "hello"));
        String explained = said(tapio("explain", "--config", "two.conf"));
        serving.toHandle().destroy();

        assertThat(answers).isEqualTo("world\nworld\n");
        assertThat(err().lines()).noneMatch(told -> told.startsWith("tapio: "));
        assertThat(explained.lines().map(String::strip))
                .containsSubsequence(
                        "open: answers 'hello' with 'world', and anything else with 'idk'",
                        "╭─▶ wire",
                        "│   decoder",
                        "secret: answers 'hello' with 'world', and anything else with 'idk'",
                        "tls     " + localhost.certificateFile().getFileName()
                                + " (tapio.node.servers.secret.tls.certificate-file, two.conf: 5)",
                        "╭─┴─▶ tls")
                .anyMatch(line -> line.matches("time for a handshake in mid-connection +3 s "
                        + "+tapio.node.servers.secret.tls.handshake-timeout +two.conf: 7"));
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void theCommandLinePutsADeclaredServerBehindTlsWhateverItSays() throws Exception {
        TlsIdentity localhost = Certificates.in(directory).localhost();
        Files.writeString(directory.resolve("node.conf"), "tapio.node.servers.open { program = hello, tls = off }");
        Files.writeString(
                directory.resolve("trust.conf"),
                "tapio.tls.client.trust-file = \"" + localhost.certificateFile().getFileName() + "\"");
        Process serving = tapio(
                "serve",
                "open",
                "--config",
                "node.conf",
                "--port",
                "0",
                "--tls-certificate",
                localhost.certificateFile().getFileName().toString(),
                "--tls-key",
                localhost.keyFile().getFileName().toString());
        String line = serving.inputReader().readLine();

        String answer = said(tapio(
                "call",
                "--config",
                "trust.conf",
                "lines://localhost" + line.substring(line.lastIndexOf(':')),
                "hello"));
        serving.toHandle().destroy();

        assertThat(answer).isEqualTo("world\n");
    }

    @Test
    void filesForTlsThatAreNotThereAreOneLineAndExitCodeOne() throws Exception {
        Process serving = tapio("serve", "hello", "--port", "0", "--tls-certificate", "a.pem", "--tls-key", "b.pem");

        assertThat(serving.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).isEqualTo(1);
        assertThat(err()).isEqualTo("tapio: a.pem cannot be read: it is not there\n");
    }

    private Process tapio(String... arguments) throws IOException {
        return Launcher.command(arguments)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(errors().toFile()))
                .start();
    }

    private String err() throws IOException {
        return Files.readString(errors());
    }

    private Path errors() {
        return directory.resolve("errors");
    }
}
