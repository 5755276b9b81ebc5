package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command for long bodies: measures what 64 KiB of one cost, and writes a table. */
@Command(
        name = "compare-bodies",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Compare what a long body costs, sent and read back. The last of the servers is the measure.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareBodies implements Callable<Integer> {
    @Option(names = "--servers", split = ",", defaultValue = "TAPIO,NETTY", description = "${COMPLETION-CANDIDATES}")
    List<Bodies> servers;

    @Mixin
    Runs runs;

    public static void main(String[] args) {
        System.exit(new CommandLine(new CompareBodies())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Comparison comparison = new Comparison(runs.setup(), servers, runs::tell);
        runs.begin();
        List<Figures> all = comparison.under(new LongBody(), List.of(new LongBody()));
        runs.end(all, comparison.reference());
        return CommandLine.ExitCode.OK;
    }
}
