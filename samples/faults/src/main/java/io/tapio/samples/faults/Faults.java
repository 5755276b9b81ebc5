package io.tapio.samples.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command: does each fault to a server, and tells what held. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Do to servers what peers can do, and look whether they hold. Exit code 1 if one does not.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Faults implements Callable<Integer> {
    @Option(
            names = "--rows",
            split = ",",
            description = "These faults alone: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    @Nullable
    List<String> rows;

    @Option(names = "--scale", defaultValue = "1", description = "How many of the peers there are.")
    double scale;

    @Option(names = "--seed", defaultValue = "1", description = "What chance begins with.")
    long seed;

    @Option(names = "--out", description = "Where to write the table, as Markdown.")
    @Nullable
    Path out;

    private final long begin = System.nanoTime();

    /** The names of the faults. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Fault.all().stream().map(Fault::name).iterator();
        }
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Faults()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        tell("scale " + Trial.number(scale) + ", seed " + seed);
        StringBuilder table = new StringBuilder(Table.HEAD);
        boolean held = true;
        for (Fault fault : chosen()) {
            List<Finding> findings = run(fault, table);
            held &= findings.stream().allMatch(Finding::held);
        }
        System.out.println(table);
        if (out != null) {
            Files.writeString(out, table);
        }
        tell(held ? "all held" : "NOT ALL HELD");
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<Fault> chosen() {
        List<String> wanted = rows;
        if (wanted == null) {
            return Fault.all();
        }
        List<Fault> chosen = Fault.all().stream()
                .filter(fault -> wanted.contains(fault.name()))
                .toList();
        if (chosen.size() != wanted.size()) {
            throw new ParameterException(new CommandLine(this), "not all of " + wanted + " are faults; see --help");
        }
        return chosen;
    }

    @SuppressWarnings("try") // closing waits for processes
    private List<Finding> run(Fault fault, StringBuilder table) throws Exception {
        try (Trial trial = new Trial(scale, seed, line -> tell(fault.name() + ": " + line))) {
            String title = fault.title(trial);
            trial.tell(title);
            try {
                fault.run(trial);
            } catch (IOException | RuntimeException thrown) {
                trial.holds("the trial comes to its end", false, thrown.toString());
            }
            trial.judgeLogs();
            table.append(Table.rows(title, trial.findings()));
            return trial.findings();
        }
    }

    private void tell(String line) {
        System.out.printf("[%5.1f s] %s%n", Trial.seconds(begin), line);
    }
}
