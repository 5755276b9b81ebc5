package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

class ServeTest {
    @Test
    @Timeout(60)
    void aServerThatFailsEndsTheNodeWithTheReason(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("few.conf"),
                "tapio.supervision.restart { budget = 1, min-backoff = 1 ms, max-backoff = 1 ms }");

        Run run = Run.of("serve", "brittle", "--config", config.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(run.out()).startsWith("tapio: brittle (line) listening on 127.0.0.1:");
        assertThat(run.err())
                .startsWith("tapio: brittle has failed: service broken failed: restart 2 of its workers")
                .contains("no database")
                .doesNotContain("\tat ");
    }
}
