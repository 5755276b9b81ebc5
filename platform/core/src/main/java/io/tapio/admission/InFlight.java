package io.tapio.admission;

import java.util.concurrent.atomic.AtomicInteger;

/** The number of calls under way, for limiters that count them. Thread-safe. */
public final class InFlight {
    private final AtomicInteger calls = new AtomicInteger();

    /** Counts one call more, if there are fewer than {@code limit}. */
    public boolean tryEnter(int limit) {
        for (int now = calls.get(); now < limit; now = calls.get()) {
            if (calls.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Counts one call less; tells how many there were with it. */
    public int leave() {
        return calls.getAndDecrement();
    }

    public int now() {
        return calls.get();
    }
}
