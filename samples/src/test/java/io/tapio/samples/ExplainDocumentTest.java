package io.tapio.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents show of {@code tapio explain} is what it prints. If one fails, what it has is what to paste. */
@Timeout(60)
class ExplainDocumentTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"explain hello", "explain kv"})
    void explanationIsAsTheDocumentHasIt(String command) throws Exception {
        assertThat(document("explain.md")).contains("    $ ./tapio " + command + "\n" + indented(printed(command)));
    }

    @Test
    void changedSettingsAreAsTheDocumentHasThem() throws Exception {
        String document = document("explain.md");
        String before = "With a file `small.conf` of\n\n";
        int begin = document.indexOf(before) + before.length();
        String settings = document.substring(begin, document.indexOf("\n\n", begin));
        Files.writeString(directory.resolve("small.conf"), settings);

        String printed = printed("explain kv --config small.conf --port 7000");

        assertThat(printed.lines().filter(line -> line.matches(".*(small.conf: \\d|command line).*")))
                .hasSize(3)
                .allSatisfy(line -> assertThat(document).contains("    " + line + "\n"));
    }

    @Test
    void theGraphOfKvIsAsTheDocumentDrawsIt() throws Exception {
        assertThat(document("protocols.md"))
                .contains("```mermaid\n" + printed("explain kv --format mermaid") + "```\n");
    }

    private String printed(String command) throws IOException, InterruptedException {
        Process running = Launcher.command(command.split(" "))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(running.exitValue()).isZero();
        return out;
    }

    /** As a block of code in a document, which has no indented blank lines. */
    private static String indented(String text) {
        return text.indent(4).replaceAll("(?m)^ +$", "");
    }

    private static String document(String name) throws IOException {
        return Files.readString(Path.of("../docs").resolve(name));
    }
}
