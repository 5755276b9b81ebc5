package io.tapio.stats;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/** Records for one thread, without a lock. */
final class OwnRecorder extends SingleWriterRecorder {
    private @Nullable Histogram taken;

    OwnRecorder() {
        super(Ledger.DIGITS);
    }

    /** Moves what was recorded into {@code total}. One at a time. */
    void moveTo(Histogram total) {
        Histogram now = getIntervalHistogram(taken);
        total.add(now);
        taken = now;
    }
}
