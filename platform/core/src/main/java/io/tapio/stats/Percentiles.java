package io.tapio.stats;

import org.HdrHistogram.Histogram;

/** How values are spread, exact to two digits. Does not change. */
public final class Percentiles {
    private final Histogram histogram;

    /** @param histogram nobody else's */
    Percentiles(Histogram histogram) {
        this.histogram = histogram;
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** The largest value; 0 if there was none. */
    public long max() {
        return histogram.getMaxValue();
    }

    /**
     * The value that so many hundredths of all do not exceed; 0 if there was none.
     *
     * @param percent from 0 to 100
     */
    public long at(double percent) {
        return histogram.getValueAtPercentile(percent);
    }

    /** What came after {@code earlier}, which was read from the same distribution. */
    public Percentiles since(Percentiles earlier) {
        Histogram later = histogram.copy();
        later.subtract(earlier.histogram);
        return new Percentiles(later);
    }
}
