package io.tapio.stats;

import org.jspecify.annotations.Nullable;

/**
 * A thread that has cells of its own in some stats, and shares no memory with others when it counts there: that of an
 * event loop. What it has counted stays when it ends.
 */
public class CountingThread extends Thread {
    private final Ledger ledger;
    private @Nullable Cells cells;

    public CountingThread(MemoryStats stats, Runnable task, String name) {
        super(task, name);
        this.ledger = stats.ledger();
    }

    /** Those of the current thread in {@code ledger}; null if it has none, and counts as all others do. */
    static @Nullable Cells cellsIn(Ledger ledger) {
        return Thread.currentThread() instanceof CountingThread thread && thread.ledger == ledger ? thread.cells : null;
    }

    @Override
    public void run() {
        Cells own = ledger.open();
        cells = own;
        try {
            super.run();
        } finally {
            cells = null;
            ledger.close(own);
        }
    }
}
