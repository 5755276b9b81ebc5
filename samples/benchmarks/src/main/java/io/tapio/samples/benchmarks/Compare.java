package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command: measures stores, and writes a table and a chart. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Compare what a request costs on several servers. The last of them is the measure.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Compare implements Callable<Integer> {
    @Option(names = "--servers", split = ",", defaultValue = "TAPIO,NETTY", description = "${COMPLETION-CANDIDATES}")
    List<Stores> servers;

    @Option(
            names = "--points",
            split = ",",
            defaultValue = "1/1,50/1,50/16,50/64,500/1",
            description = "Loads, as connections/pipelined requests.")
    List<String> points;

    @Option(names = "--tests", split = ",", defaultValue = "get,set", description = "redis-benchmark's tests.")
    List<String> tests;

    @Option(names = "--no-reconnect", description = "Leave connect, request, close out.")
    boolean noReconnect;

    @Option(names = "--idle", defaultValue = "10000", description = "Idle connections, or 0.")
    int idle;

    @Mixin
    Runs runs;

    @Option(names = "--taskset", paramLabel = "SERVER:LOAD", description = "Processors to pin both to, such as 0:1.")
    @Nullable
    String taskset;

    @Option(names = "--chart", description = "Where to write the chart, as SVG.")
    @Nullable
    Path chart;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Setup setup = runs.setup(taskset == null ? new String[0] : taskset.split(":", 2));
        Comparison comparison = new Comparison(setup, servers, runs::tell);
        runs.begin();
        List<Figures> all = new ArrayList<>(comparison.under(load(Point.reconnecting(50), setup), loads(setup)));
        if (chart != null) {
            Files.writeString(chart, Chart.of(all, comparison.reference()));
        }
        if (idle > 0) {
            all.addAll(comparison.besideIdle(load(new Point("get", 10, 1, false), setup), idle));
        }
        runs.end(all, comparison.reference());
        return CommandLine.ExitCode.OK;
    }

    private List<Load> loads(Setup setup) {
        List<Load> loads = new ArrayList<>();
        for (String test : tests) {
            points.forEach(point -> loads.add(load(Point.parse(test, point), setup)));
        }
        if (!noReconnect) {
            loads.add(load(Point.reconnecting(50), setup));
        }
        return loads;
    }

    private static Load load(Point point, Setup setup) {
        return new RedisBenchmark(point, setup.loadPrefix());
    }
}
