package io.tapio.samples.benchmarks;

/** How long requests took, counted by the microsecond up to a second. */
final class Times {
    private static final int LONGEST = 1_000_000;
    private static final int PER_MICRO = 1000;

    /** What took longer counts as this. */
    static final int LONGEST_MILLIS = LONGEST / 1000;

    private final int[] counts = new int[LONGEST + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(nanos / PER_MICRO, LONGEST)]++;
        total++;
    }

    /** All of these and those. */
    Times and(Times those) {
        Times all = new Times();
        for (int micros = 0; micros <= LONGEST; micros++) {
            all.counts[micros] = counts[micros] + those.counts[micros];
        }
        all.total = total + those.total;
        return all;
    }

    long count() {
        return total;
    }

    /** In milliseconds: that part of them took no longer. */
    double quantile(double part) {
        long left = (long) Math.ceil(part * total);
        int micros = 0;
        while (micros < LONGEST && (left -= counts[micros]) > 0) {
            micros++;
        }
        return micros / 1000.0;
    }
}
