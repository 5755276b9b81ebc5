package io.tapio.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the guide quote is the code that other tests run, and as short as they say. */
class QuotedCodeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/tapio/samples");

    @ParameterizedTest
    @CsvSource({"hello/HelloServer.java, 18", "doubler/OwnProtocol.java, 35"})
    void linesOfCodeAreFew(String file, long limit) throws IOException {
        long lines = Files.readString(SOURCES.resolve(file))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("(/?\\*|//).*"))
                .count();

        assertThat(lines).isLessThanOrEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "hello/HelloServer.java, README.md",
        "doubler/OwnProtocol.java, docs/write-your-own-protocol.md",
        "services/Tickets.java, docs/services.md",
        "services/Addresses.java, docs/services.md",
        "services/Batches.java, docs/services.md",
        "tls/SecureLines.java, docs/tls.md",
        "tls/StartTls.java, docs/tls.md",
        "policies/Strangers.java, docs/connections.md",
        "stacks/GuardedLines.java, docs/filters.md"
    })
    void documentQuotesTheCodeBehindItsImports(String file, String document) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        String code = source.substring(source.indexOf("\n\n", source.lastIndexOf("\nimport ")));

        assertThat(Files.readString(Path.of("..").resolve(document))).contains(code.strip());
    }

    @Test
    void documentQuotesTheConfiguration() throws IOException {
        String config = Files.readString(Path.of("../config/strict.conf"));

        assertThat(Files.readString(Path.of("../docs/connections.md"))).contains(config.strip());
    }
}
