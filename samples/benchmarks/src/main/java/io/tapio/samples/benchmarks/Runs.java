package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all comparisons have, and what they print and write. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Runs {
    @Option(names = "--pairs", defaultValue = "5", description = "Runs of each server at each point.")
    int pairs;

    @Option(names = "--seconds", defaultValue = "2", description = "The least time of one run.")
    int seconds;

    @Option(names = "--loops", defaultValue = "1", description = "Event loops of each server.")
    int loops;

    @Option(names = "--jvm", split = " ", defaultValue = "-Xms1g -Xmx1g", description = "Flags of the servers' JVMs.")
    List<String> jvm;

    @Option(names = "--out", description = "Where to write the table, as Markdown.")
    @Nullable
    Path out;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    private final List<String> notes = new ArrayList<>();

    /** @param cpus what servers and load are pinned to, if they are */
    Setup setup(String... cpus) {
        return new Setup(
                jvm,
                cpus.length > 0 ? List.of("taskset", "-c", cpus[0]) : List.of(),
                cpus.length > 1 ? List.of("taskset", "-c", cpus[1]) : List.of(),
                loops,
                pairs,
                Duration.ofSeconds(seconds));
    }

    /** Tells where this runs. */
    void begin() {
        System.out.println(machine());
    }

    /** A line of the table, or a note. */
    void tell(String line) {
        System.out.println(line);
        if (!line.startsWith("|")) {
            notes.add("* " + line);
        }
    }

    void end(List<Figures> all, Contender reference) throws IOException {
        if (out != null) {
            String table = Table.of(all, reference);
            Files.writeString(out, machine() + "\n" + table + "\n" + String.join("\n", notes) + "\n");
        }
    }

    private String machine() {
        String arguments =
                String.join(" ", command.commandLine().getParseResult().originalArgs());
        return Machine.describe((command.name() + " " + arguments).strip());
    }
}
