package io.tapio.samples.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long answers took, before the fault and during it, and how many did not come. Thread-safe. */
final class Pulse {
    private List<Long> calm = List.of();
    private List<Long> nanos = new ArrayList<>();
    private int failed;
    private String why = "";

    synchronized void served(long nanos) {
        this.nanos.add(nanos);
    }

    synchronized void failed(Exception thrown) {
        failed++;
        why = ", the last: " + thrown.getMessage();
    }

    synchronized void calm() {
        calm = nanos;
        nanos = new ArrayList<>();
    }

    synchronized boolean isEmpty() {
        return nanos.isEmpty() && failed == 0;
    }

    synchronized boolean isFine() {
        return failed == 0 && !nanos.isEmpty();
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "%d of %d failed%s; p99 %.1f ms (%.1f before), max %.0f ms",
                failed,
                failed + nanos.size(),
                why,
                percentile(nanos, 0.99),
                percentile(calm, 0.99),
                percentile(nanos, 1));
    }

    private static double percentile(List<Long> nanos, double share) {
        if (nanos.isEmpty()) {
            return 0;
        }
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6;
    }
}
