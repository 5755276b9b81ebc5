package io.tapio.samples.benchmarks;

import java.util.Locale;

/**
 * How a server bore one load, once.
 *
 * @param load what came, as a multiple of what the server can do
 * @param goodput what was done in time, as a part of what the server can do
 * @param refused the part of the calls that was refused
 * @param p50 of the calls that were done half took no longer, in milliseconds
 * @param p99 nor 99 % than this
 * @param ratio the p99 as a multiple of that without load
 * @param refusedP99 99 % of the refusals came as soon, in milliseconds
 */
record Loaded(
        Limits server,
        double load,
        double goodput,
        double refused,
        double p50,
        double p99,
        double ratio,
        double refusedP99) {
    static final String HEAD = """
            | load | server | goodput | refused | p50 ms | p99 ms | p99 / p99 without load | p99 of refusals, ms |
            |--:|---|--:|--:|--:|--:|--:|--:|
            """;

    /** @param capacity calls that the server can do in a second */
    static Loaded of(Limits server, double load, Answers answers, double capacity, double unloadedP99) {
        double p99 = answers.done().quantile(0.99);
        return new Loaded(
                server,
                load,
                answers.goodput() / capacity,
                (double) answers.refused().count() / answers.calls(),
                answers.done().quantile(0.5),
                p99,
                p99 / unloadedP99,
                answers.refused().quantile(0.99));
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %.1f × | %s | %.0f %% | %.0f %% | %s | %s | %.1f | %s |",
                load,
                server.title(),
                100 * goodput,
                100 * refused,
                ms(p50),
                ms(p99),
                ratio,
                refused == 0 ? "" : ms(refusedP99));
    }

    private static String ms(double millis) {
        return millis >= Times.LONGEST_MILLIS ? "1000 or more" : String.format(Locale.ROOT, "%.1f", millis);
    }
}
