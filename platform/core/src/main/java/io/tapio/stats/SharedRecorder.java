package io.tapio.stats;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Records for all threads that have none of their own. */
final class SharedRecorder extends Recorder {
    private @Nullable Histogram taken;

    SharedRecorder() {
        super(Ledger.DIGITS);
    }

    /** Moves what was recorded into {@code total}. One at a time. */
    void moveTo(Histogram total) {
        Histogram now = getIntervalHistogram(taken);
        total.add(now);
        taken = now;
    }
}
