package io.tapio.stats;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A distribution. Takes, for each thread that has recorded, for all others together, and for the sum, 1 KiB for each
 * doubling from 256 up to the largest value that came, and as much again once it has been read: for times up to a
 * second, 24 KiB each; 57 KiB at the most.
 */
final class RecordedSpread implements Distribution, Reading.Spread {
    private final Metric metric;
    private final Map<String, String> tags;
    private final Ledger ledger;
    private final int countPlace;
    private final int sumPlace;
    private final int spreadPlace;
    private final LongAdder othersCount = new LongAdder();
    private final LongAdder othersSum = new LongAdder();
    private final SharedRecorder others = new SharedRecorder();

    RecordedSpread(Metric metric, Map<String, String> tags, Ledger ledger) {
        this.metric = metric;
        this.tags = tags;
        this.ledger = ledger;
        this.countPlace = ledger.newNumber();
        this.sumPlace = ledger.newNumber();
        this.spreadPlace = ledger.newSpread();
    }

    @Override
    public void record(long given) {
        long value = Math.max(0, given);
        Cells own = CountingThread.cellsIn(ledger);
        if (own != null) {
            own.record(spreadPlace, value);
            own.add(sumPlace, value);
            own.add(countPlace, 1);
        } else {
            others.recordValue(value);
            othersSum.add(value);
            othersCount.increment();
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

    @Override
    public long count() {
        return othersCount.sum() + ledger.number(countPlace);
    }

    @Override
    public long sum() {
        return othersSum.sum() + ledger.number(sumPlace);
    }

    @Override
    public Percentiles percentiles() {
        return new Percentiles(ledger.spread(spreadPlace, others));
    }
}
