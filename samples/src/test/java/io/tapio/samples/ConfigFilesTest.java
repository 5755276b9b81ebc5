package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.node.Program;
import io.tapio.settings.UnknownKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator finds in {@code config/} works as it is. */
class ConfigFilesTest {
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../config"))) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileHasNoUnknownKeyAndNamesProgramsThatExist(Path file) {
        List<String> programs = ServiceLoader.load(Program.class).stream()
                .map(found -> found.get().name())
                .toList();

        Config config = ConfigFactory.load(ConfigFactory.parseFile(file.toFile()));

        assertThat(UnknownKeys.in(config, getClass().getClassLoader())).isEmpty();
        Config servers = config.getConfig("tapio.node.servers");
        for (String name : servers.root().keySet()) {
            Config server = servers.getConfig(name);
            assertThat(programs).contains(server.hasPath("program") ? server.getString("program") : name);
            assertThat(server.root().keySet()).isSubsetOf("program", "host", "port", "tls");
        }
    }
}
