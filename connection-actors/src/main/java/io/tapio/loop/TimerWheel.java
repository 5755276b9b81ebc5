package io.tapio.loop;

import io.tapio.time.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Timers in buckets of a tick each: setting and cancelling cost the same however many there are. Belongs to one thread.
 *
 * <p>A timer's bucket is its tick modulo the number of buckets, so one that is more than a turn of the wheel away is
 * met, and passed over, once a turn. One bit for each bucket tells where there are any.
 */
final class TimerWheel {
    static final long TICK_NANOS = 10_000_000;

    /** The next look of a wheel with no timer. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int BUCKETS = 1024;
    private static final int MASK = BUCKETS - 1;
    private static final Comparator<Entry> BY_TIME = Comparator.comparingLong(entry -> entry.due);

    /** A timer in the ring of its bucket. One that has run or was cancelled is a ring of its own. */
    static final class Entry implements Timer.Scheduled {
        private final long due;
        private final Runnable task;
        private final EventLoop loop;
        private Entry before = this;
        private Entry after = this;

        /** @param due the time to run at, from the wheel's start */
        private Entry(long due, Runnable task, EventLoop loop) {
            this.due = due;
            this.task = task;
            this.loop = loop;
        }

        void run() {
            task.run();
        }

        @Override
        public void cancel() {
            loop.cancel(this);
        }

        private void putBefore(Entry head) {
            before = head.before;
            after = head;
            before.after = this;
            head.before = this;
        }

        private void takeOut() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        private boolean isAlone() {
            return after == this;
        }
    }

    private final EventLoop loop;
    private final Entry[] buckets = new Entry[BUCKETS];
    private final long[] occupied = new long[BUCKETS / Long.SIZE];
    private final long origin;
    private long tick;

    /** @param now the time that the wheel starts at */
    TimerWheel(EventLoop loop, long now) {
        this.loop = loop;
        this.origin = now;
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new Entry(Long.MAX_VALUE, () -> {}, loop);
        }
    }

    /** A timer that is not on the wheel yet. */
    Entry timer(long at, Runnable task) {
        return new Entry(at - origin, task, loop);
    }

    void add(Entry entry) {
        int bucket = (int) Math.max(tick + 1, tickAfter(entry.due)) & MASK;
        entry.putBefore(buckets[bucket]);
        occupied[bucket / Long.SIZE] |= 1L << bucket;
    }

    /** Takes the timer off, if it is still on. */
    void remove(Entry entry) {
        entry.takeOut();
    }

    /** Takes off what is due by {@code now}, in the order of the times. */
    List<Entry> advance(long now) {
        long until = (now - origin) / TICK_NANOS;
        if (until <= tick) {
            return List.of();
        }
        List<Entry> due = new ArrayList<>();
        long turn = Math.min(until, tick + BUCKETS);
        for (long next = tick + 1; next <= turn; next++) {
            collect((int) next & MASK, until * TICK_NANOS, due);
        }
        tick = until;
        due.sort(BY_TIME);
        return due;
    }

    private void collect(int bucket, long until, List<Entry> due) {
        if ((occupied[bucket / Long.SIZE] & 1L << bucket) == 0) {
            return;
        }
        Entry head = buckets[bucket];
        for (Entry entry = head.after; entry != head; ) {
            Entry next = entry.after;
            if (entry.due <= until) {
                entry.takeOut();
                due.add(entry);
            }
            entry = next;
        }
        if (head.isAlone()) {
            occupied[bucket / Long.SIZE] &= ~(1L << bucket);
        }
    }

    /** The time at which the wheel has to be looked at next, or {@link #NEVER} if there is none on it. */
    long next() {
        for (long ahead = tick + 1; ahead <= tick + BUCKETS; ) {
            int bucket = (int) ahead & MASK;
            long rest = occupied[bucket / Long.SIZE] >>> bucket;
            if (rest != 0) {
                return origin + (ahead + Long.numberOfTrailingZeros(rest)) * TICK_NANOS;
            }
            ahead += Long.SIZE - (bucket % Long.SIZE);
        }
        return NEVER;
    }

    /** The first tick that begins at {@code due} or after it: a timer is never early. */
    private static long tickAfter(long due) {
        return (due + TICK_NANOS - 1) / TICK_NANOS;
    }
}
