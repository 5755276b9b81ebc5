package io.tapio.samples.benchmarks;

import java.util.List;
import java.util.Locale;

/** Figures as a table in Markdown. */
final class Table {
    private static final String HEAD = """
            | load | server | requests/s | p50 ms | p99 ms | server CPU µs/request | CPU ratio to %s (least … most) | p99 ratio |
            |---|---|--:|--:|--:|--:|--:|--:|
            """;

    private Table() {}

    static String of(List<Figures> all, Contender reference) {
        StringBuilder table = new StringBuilder(HEAD.formatted(reference.title()));
        all.forEach(figures -> table.append(line(figures)).append('\n'));
        return table.toString();
    }

    static String line(Figures figures) {
        Figures.Ratio cpu = figures.ratio(Sample::cpu);
        Figures.Ratio p99 = figures.ratio(Sample::p99);
        boolean compared = !figures.areTheMeasure();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.3f | %.3f | %s | %s | %s |",
                figures.what(),
                figures.contender().title(),
                figures.median(Sample::throughput),
                figures.median(Sample::p50),
                figures.median(Sample::p99),
                digits(figures.median(Sample::cpu)),
                compared
                        ? String.format(Locale.ROOT, "**%.2f** (%.2f … %.2f)", cpu.median(), cpu.least(), cpu.most())
                        : "1",
                compared ? String.format(Locale.ROOT, "%.2f", p99.median()) : "1");
    }

    /** Three digits that mean something. */
    private static String digits(double micros) {
        int places = micros < 1 ? 3 : micros < 10 ? 2 : 1;
        return String.format(Locale.ROOT, "%." + places + "f", micros);
    }
}
