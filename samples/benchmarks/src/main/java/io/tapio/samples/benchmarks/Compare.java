package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command: measures, and writes a table and a chart. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Compare what a request costs on several servers. The last of them is the measure.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Compare implements Callable<Integer> {
    @Option(names = "--servers", split = ",", defaultValue = "TAPIO,NETTY", description = "${COMPLETION-CANDIDATES}")
    List<Contender> servers;

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

    @Option(names = "--pairs", defaultValue = "5", description = "Runs of each server at each point.")
    int pairs;

    @Option(names = "--seconds", defaultValue = "2", description = "The least time of one run.")
    int seconds;

    @Option(names = "--loops", defaultValue = "1", description = "Event loops of each server.")
    int loops;

    @Option(names = "--jvm", split = " ", defaultValue = "-Xms1g -Xmx1g", description = "Flags of the servers' JVMs.")
    List<String> jvm;

    @Option(names = "--taskset", paramLabel = "SERVER:LOAD", description = "Processors to pin both to, such as 0:1.")
    @Nullable
    String taskset;

    @Option(names = "--out", description = "Where to write the table, as Markdown.")
    @Nullable
    Path out;

    @Option(names = "--chart", description = "Where to write the chart, as SVG.")
    @Nullable
    Path chart;

    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<String> notes = new ArrayList<>();
        Comparison comparison = new Comparison(setup(), servers, line -> {
            System.out.println(line);
            if (!line.startsWith("|")) {
                notes.add("* " + line);
            }
        });
        String machine = Machine.describe(commandLine());
        System.out.println(machine);

        List<Figures> all = new ArrayList<>(comparison.underLoad(loads()));
        if (chart != null) {
            Files.writeString(chart, Chart.of(all, comparison.reference()));
        }
        if (idle > 0) {
            all.addAll(comparison.besideIdle(new Point("get", 10, 1, false), idle));
        }
        if (out != null) {
            String table = Table.of(all, comparison.reference());
            Files.writeString(out, machine + "\n" + table + "\n" + String.join("\n", notes) + "\n");
        }
        return CommandLine.ExitCode.OK;
    }

    private String commandLine() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private List<Point> loads() {
        List<Point> loads = new ArrayList<>();
        for (String test : tests) {
            points.forEach(point -> loads.add(Point.parse(test, point)));
        }
        if (!noReconnect) {
            loads.add(Point.reconnecting(50));
        }
        return loads;
    }

    private Setup setup() {
        String[] cpus = taskset == null ? new String[0] : taskset.split(":", 2);
        return new Setup(
                jvm,
                cpus.length > 0 ? List.of("taskset", "-c", cpus[0]) : List.of(),
                cpus.length > 1 ? List.of("taskset", "-c", cpus[1]) : List.of(),
                loops,
                pairs,
                Duration.ofSeconds(seconds));
    }
}
