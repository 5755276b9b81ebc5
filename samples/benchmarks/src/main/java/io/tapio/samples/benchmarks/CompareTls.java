package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command for TLS: measures requests on connections that stay, and whole handshakes, and writes a table. */
@Command(
        name = "compare-tls",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Compare what a request and a handshake cost with TLS. The last of the servers is the measure.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareTls implements Callable<Integer> {
    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "TAPIO,CONSCRYPT,NETTY",
            description = "${COMPLETION-CANDIDATES}")
    List<Secured> servers;

    @Option(
            names = "--points",
            split = ",",
            defaultValue = "50/1,50/16",
            description = "Loads, as connections/pipelined requests.")
    List<String> points;

    @Option(names = "--handshakes", split = ",", defaultValue = "8", description = "Handshakes at a time.")
    List<Integer> handshakes;

    @Mixin
    Runs runs;

    public static void main(String[] args) {
        System.exit(new CommandLine(new CompareTls())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Comparison comparison = new Comparison(runs.setup(), servers, runs::tell);
        runs.begin();
        Stream<Load> requests = points.stream().map(point -> RedisBenchmark.tls(Point.parse("get", point)));
        Stream<Load> whole = handshakes.stream().map(Handshakes::new);
        List<Figures> all = comparison.under(
                new Handshakes(1), Stream.concat(requests, whole).toList());
        runs.end(all, comparison.reference());
        return CommandLine.ExitCode.OK;
    }
}
