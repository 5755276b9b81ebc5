package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
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
        description = {
            "Compare what a request and a handshake cost with TLS. The last of the servers is the measure.",
            "Connections without TLS, opened in the same way, tell which part of a handshake is none of its own."
        })
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
            description = "Loads, as connections/pipelined requests; empty for none.")
    List<String> points;

    @Option(names = "--handshakes", split = ",", defaultValue = "8", description = "Handshakes at a time.")
    List<Integer> handshakes;

    @Option(
            names = "--warm-up",
            defaultValue = "20000",
            description = "Handshakes of each server before the first that counts.")
    long warmUp;

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
        Stream<Load> requests = points.stream()
                .filter(point -> !point.isEmpty())
                .map(point -> RedisBenchmark.tls(Point.parse("get", point)));
        Stream<Load> whole = handshakes.stream().map(each -> Openings.tls(each, warmUp));
        List<Figures> all = new ArrayList<>(comparison.under(
                Openings.tls(1, 0), Stream.concat(requests, whole).toList()));
        List<Load> plain = handshakes.stream()
                .<Load>map(each -> Openings.plain(each, warmUp))
                .toList();
        all.addAll(new Comparison(runs.setup(), List.of(Stores.TAPIO, Stores.NETTY), runs::tell)
                .under(Openings.plain(1, 0), plain));
        runs.end(all, comparison.reference());
        return CommandLine.ExitCode.OK;
    }
}
