package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command for overload: gives servers more to do than they can, and writes a table and a chart. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Find out what a server that works for each call does when more come than it can do.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Overload implements Callable<Integer> {
    /** Calls under way that keep the worker busy: one more than it does at a time. */
    private static final int BUSY = 2;

    @Option(
            names = "--servers",
            split = ",",
            defaultValue = "NONE,FIXED,CODEL,ADAPTIVE",
            description = "${COMPLETION-CANDIDATES}")
    List<Limits> servers;

    @Option(names = "--loads", split = ",", defaultValue = "0.5,1,2,3", description = "Multiples of the capacity.")
    List<Double> loads;

    @Option(names = "--burn", defaultValue = "2000", description = "CPU time of a call, in microseconds.")
    int burn;

    @Option(names = "--seconds", defaultValue = "10", description = "The time of one run.")
    int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Runs of each server at each load.")
    int rounds;

    @Option(names = "--patience", defaultValue = "500", description = "What takes longer is in vain, in milliseconds.")
    int patience;

    @Option(names = "--seed", defaultValue = "1", description = "For the times at which calls are made.")
    long seed;

    @Option(names = "--out", description = "Where to write the table, as Markdown.")
    @Nullable
    Path out;

    @Option(names = "--chart", description = "Where to write the chart, as SVG.")
    @Nullable
    Path chart;

    @Spec
    CommandSpec command;

    private final List<Loaded> all = new ArrayList<>();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Overload())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        System.setProperty(BusyServer.BURN, Integer.toString(burn));
        String machine = Machine.describe("overload "
                + String.join(" ", command.commandLine().getParseResult().originalArgs()));
        System.out.println(machine);
        for (int round = 0; round < rounds; round++) {
            for (Limits server : servers) {
                measure(server, new Random(seed + round));
            }
        }
        List<Loaded> medians = medians();
        StringBuilder table = new StringBuilder(Loaded.HEAD);
        medians.forEach(each -> table.append(each.line()).append('\n'));
        System.out.println(table);
        if (out != null) {
            Files.writeString(out, machine + "\n" + table);
        }
        if (chart != null) {
            Files.writeString(chart, OverloadChart.of(medians));
        }
        return CommandLine.ExitCode.OK;
    }

    /**
     * Each load stands between two looks at what the server can do, because that changes with what else the machine
     * does.
     */
    private void measure(Limits limits, Random random) throws IOException {
        Setup setup = new Setup(List.of("-Xms256m", "-Xmx256m"), List.of(), List.of(), 1, rounds, time());
        try (ServerProcess server = ServerProcess.start(limits, setup)) {
            LineLoad load = new LineLoad(server.port(), Duration.ofMillis(patience));
            load.closed(BUSY, time());
            double before = load.closed(BUSY, time().dividedBy(3)).goodput();
            for (double times : loads) {
                Times unloaded = load.closed(1, time().dividedBy(2)).done();
                Answers answers = load.open(times * before, time(), random);
                load.settle();
                unloaded = unloaded.and(load.closed(1, time().dividedBy(2)).done());
                double after = load.closed(BUSY, time().dividedBy(3)).goodput();
                Loaded loaded = Loaded.of(limits, times, answers, (before + after) / 2, unloaded.quantile(0.99));
                all.add(loaded);
                System.out.printf(
                        Locale.ROOT,
                        "%s capacity %.0f to %.0f/s, p99 without load %.1f ms%n",
                        loaded.line(),
                        before,
                        after,
                        unloaded.quantile(0.99));
                before = after;
            }
        }
    }

    private Duration time() {
        return Duration.ofSeconds(seconds);
    }

    private List<Loaded> medians() {
        List<Loaded> medians = new ArrayList<>();
        for (double load : loads) {
            for (Limits server : servers) {
                List<Loaded> runs = all.stream()
                        .filter(each -> each.server() == server && each.load() == load)
                        .toList();
                medians.add(new Loaded(
                        server,
                        load,
                        median(runs, Loaded::goodput),
                        median(runs, Loaded::refused),
                        median(runs, Loaded::p50),
                        median(runs, Loaded::p99),
                        median(runs, Loaded::ratio),
                        median(runs, Loaded::refusedP99)));
            }
        }
        return medians;
    }

    private static double median(List<Loaded> runs, ToDoubleFunction<Loaded> value) {
        return Figures.median(runs.stream().mapToDouble(value));
    }
}
