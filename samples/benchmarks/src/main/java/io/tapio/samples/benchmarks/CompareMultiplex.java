package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command for many calls on one connection: measures echoes, and writes a table. */
@Command(
        name = "compare-multiplex",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Compare what a call costs on one connection with many. The last of the servers is the measure.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareMultiplex implements Callable<Integer> {
    @Option(names = "--servers", split = ",", defaultValue = "TAPIO,NETTY", description = "${COMPLETION-CANDIDATES}")
    List<Echoes> servers;

    @Option(names = "--in-flight", split = ",", defaultValue = "1,64,1000", description = "Calls at a time.")
    List<Integer> inFlight;

    @Mixin
    Runs runs;

    public static void main(String[] args) {
        System.exit(new CommandLine(new CompareMultiplex())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Comparison comparison = new Comparison(runs.setup(), servers, runs::tell);
        runs.begin();
        List<Figures> all = comparison.under(
                new InFlight(1), inFlight.stream().map(InFlight::new).toList());
        runs.end(all, comparison.reference());
        return CommandLine.ExitCode.OK;
    }
}
