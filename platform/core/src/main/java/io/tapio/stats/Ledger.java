package io.tapio.stats;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The cells of all threads that have their own, and what those counted that have ended. Thread-safe; only who reads, or
 * begins, or ends, takes the lock.
 */
final class Ledger {
    /** Values are told apart if they differ by more than a hundredth. */
    static final int DIGITS = 2;

    private final List<Cells> open = new ArrayList<>();
    private final Cells ended = new Cells();
    private final List<Histogram> spreads = new ArrayList<>();
    private int numbers;

    /** A place for a number. */
    synchronized int newNumber() {
        return numbers++;
    }

    /** A place for values. */
    synchronized int newSpread() {
        spreads.add(new Histogram(DIGITS));
        return spreads.size() - 1;
    }

    synchronized Cells open() {
        Cells cells = new Cells();
        open.add(cells);
        return cells;
    }

    /** The thread writes no more; what it has counted stays. */
    synchronized void close(Cells cells) {
        open.remove(cells);
        for (int place = 0; place < numbers; place++) {
            ended.add(place, cells.number(place));
        }
        for (int place = 0; place < spreads.size(); place++) {
            cells.moveTo(spreads.get(place), place);
        }
    }

    /** What all threads have counted at the place. */
    synchronized long number(int place) {
        return ended.number(place)
                + open.stream().mapToLong(cells -> cells.number(place)).sum();
    }

    /** What all threads have recorded at the place, and what is in {@code others}: a copy. */
    synchronized Histogram spread(int place, SharedRecorder others) {
        Histogram total = spreads.get(place);
        open.forEach(cells -> cells.moveTo(total, place));
        others.moveTo(total);
        return total.copy();
    }

    /** The threads that have cells of their own. */
    synchronized int threads() {
        return open.size();
    }
}
