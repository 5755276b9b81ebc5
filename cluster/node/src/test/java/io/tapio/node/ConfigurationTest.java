package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    tapio.tcp.server.bcklog = 1                      | unknown key tapio.tcp.server.bcklog
                    tapio.config.unknown-keys = maybe                | maybe must be fail or warn
                    tapio { node = }                                 | Expecting a value but got wrong token: '}'
                    tapio.node.servers.a = 1                         | must be a section
                    tapio.node.servers.a.program = uper              | no program 'uper'; did you mean upper?
                    tapio.node.servers.upper.prot = 1                | a server has program, host, port and tls
                    tapio.node.servers.upper.port = x                | port has type STRING rather than NUMBER
                    tapio.node.servers.upper.port = 70000            | 70000 must be from 0 to 65535
                    tapio.node.servers.upper.tls = maybe             | tls has type STRING rather than BOOLEAN
                    tapio.node.servers.upper.tls { key-fil = x }     | tls.key-fil': is unknown; did you mean key-file?
                    tapio.node.servers.upper.tls { protocols = 1 }   | protocols has type NUMBER rather than LIST
                    """)
    void brokenFileIsOneLineWithItsPlace(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("node.conf"), "\n" + text);

        Run run = Run.of("serve", "--config", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("tapio: ").contains(message).hasLineCount(1);
        assertThat(run.err()).contains(file + ": 2");
    }

    @Test
    void serverIsItsProgramOnLoopbackUnlessDeclaredOtherwise() {
        Config config = ConfigFactory.parseString(
                        "tapio.node.servers { a { program = upper, port = 1, host = h }, upper {} }")
                .withFallback(ConfigFactory.load());

        List<Server> servers = Server.declared(config, Programs.installed());

        assertThat(servers)
                .extracting(Server::name, Server::host, Server::port)
                .containsExactly(tuple("a", "h", 1), tuple("upper", "127.0.0.1", 4711));
    }

    /** {@code java -cp 'lib/*'} takes the jars in no certain order, and the first reference.conf wins. */
    @Test
    void serverNamesAreTheUsersWhateverTheOrderOfTheJars() throws IOException {
        List<URL> references =
                new ArrayList<>(Collections.list(getClass().getClassLoader().getResources("reference.conf")));

        for (int order = 0; order < 2; order++) {
            Collections.reverse(references);
            Config merged = references.stream()
                    .map(ConfigFactory::parseURL)
                    .reduce(ConfigFactory.empty(), Config::withFallback)
                    .resolve();

            assertThat(merged.getStringList("tapio.config.open-sections")).contains("tapio.node.servers");
        }
    }

    @Test
    void serversHaveTheirDrainTimeToEnd() {
        Config config = ConfigFactory.parseString("tapio.tcp.server.drain-timeout = 20 s")
                .withFallback(ConfigFactory.load());

        assertThat(Configuration.forActors(config)
                        .getDuration("pekko.coordinated-shutdown.phases.service-requests-done.timeout"))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
    }

    @Test
    void twoProgramsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Programs.of(List.of(new Upper(), new Upper())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("two programs are named upper");
    }
}
