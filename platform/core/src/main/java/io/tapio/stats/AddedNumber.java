package io.tapio.stats;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A number that is kept here: a part of it in the cells of each thread that has its own, and one for all others. */
final class AddedNumber implements Counter, Reading.Number {
    private final Metric metric;
    private final Map<String, String> tags;
    private final Ledger ledger;
    private final int place;
    private final LongAdder others = new LongAdder();

    AddedNumber(Metric metric, Map<String, String> tags, Ledger ledger) {
        this.metric = metric;
        this.tags = tags;
        this.ledger = ledger;
        this.place = ledger.newNumber();
    }

    @Override
    public void add(long more) {
        Cells own = CountingThread.cellsIn(ledger);
        if (own != null) {
            own.add(place, more);
        } else {
            others.add(more);
        }
    }

    @Override
    public Metric metric() {
        return metric;
    }

    @Override
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Threads are not asked at one moment: what has moved between two of them meanwhile may look like less than none.
     */
    @Override
    public long value() {
        return Math.max(0, others.sum() + ledger.number(place));
    }
}
