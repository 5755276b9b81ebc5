package io.tapio.samples.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What is told of one server at one point.
 *
 * @param what the point
 * @param samples its runs
 * @param peers the runs of the server that it is compared with; the i-th was made beside the i-th of {@code samples}
 */
record Figures(String what, Contender contender, List<Sample> samples, List<Sample> peers) {
    /** The middle, the least and the most of some ratios. */
    record Ratio(double median, double least, double most) {}

    /** Of the server that the others are compared with. */
    boolean areTheMeasure() {
        return samples == peers;
    }

    double median(ToDoubleFunction<Sample> value) {
        return median(samples.stream().mapToDouble(value));
    }

    /** Of each pair, this server's value as a multiple of the other's. */
    Ratio ratio(ToDoubleFunction<Sample> value) {
        double[] ratios = IntStream.range(0, samples.size())
                .mapToDouble(i -> value.applyAsDouble(samples.get(i)) / value.applyAsDouble(peers.get(i)))
                .sorted()
                .toArray();
        return new Ratio(median(DoubleStream.of(ratios)), ratios[0], ratios[ratios.length - 1]);
    }

    static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
