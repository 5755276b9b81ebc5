package io.tapio.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void everyKeyIsPrintedAsAFileThatSetsIt() {
        Run run = Run.of("config");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .contains("tapio.codec.frame-timeout = \"10 s\"", "tapio.pipeline.server.max-in-flight = 32");
        assertThat(ConfigFactory.parseString(run.out()).getConfig("tapio.codec"))
                .isEqualTo(ConfigFactory.load().getConfig("tapio.codec"));
    }

    @Test
    void aSectionIsPrintedAlone() {
        assertThat(Run.of("config", "tapio.codec").out().lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.startsWith("tapio.codec."));
    }

    @Test
    void whatIsExplainedSaysWhereItWasSet() throws IOException {
        Path file = file("tapio.codec.frame-timeout = 3 s");

        Run run = Run.of("config", "--explain", "tapio.codec", "--config", file.toString());

        assertThat(run.out())
                .containsPattern("tapio.codec.frame-timeout +3 s +" + file + ": 1\n")
                .containsPattern("tapio.codec.max-bad-frames +16 +reference.conf\n");
    }

    @Test
    void aKeyIsExplainedWithItsMeaningAndItsDefault() throws IOException {
        Path file = file("tapio.codec.frame-timeout = 3 s");

        Run run = Run.of("config", "--explain", "tapio.codec.frame-timeout", "--config", file.toString());

        assertThat(run.out().lines())
                .startsWith("tapio.codec.frame-timeout = \"3 s\"", "", "  set in   " + file + ": 1", "  default  10 s");
        assertThat(run.out()).contains("Time for the rest of a frame");
    }

    @Test
    void whatIsAsByDefaultCanBeLeftOut() throws IOException {
        Path file = file("tapio.codec.frame-timeout = 3 s, tapio.codec.max-bad-frames = 16");

        assertThat(Run.of("config", "--changed", "--config", file.toString())
                        .out()
                        .lines())
                .containsExactly("tapio.codec.frame-timeout = \"3 s\"");
    }

    @Test
    void aPasswordIsNotShown() throws IOException {
        Path file = file("tapio.tls.server.key-password = sesame");

        Run run = Run.of("config", "--config", file.toString());

        assertThat(run.out()).doesNotContain("sesame").contains("tapio.tls.server.key-password = (hidden)");
    }

    @Test
    void aSlipOfThePenIsToldTheNearestKey() {
        Run run = Run.of("config", "tapio.codec.frame-timout");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("tapio.codec.frame-timout; did you mean tapio.codec.frame-timeout?");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("test.conf"), text);
    }
}
