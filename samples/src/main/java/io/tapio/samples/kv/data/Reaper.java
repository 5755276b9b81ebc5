package io.tapio.samples.kv.data;

import io.tapio.time.Timer;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Removes expired keys that nobody asks for, so that they do not use memory for ever. Sleeps while no key can expire,
 * and while nobody is connected, so that a server that was dropped is not kept alive by its timer.
 */
public final class Reaper {
    /** How often it looks: ten times in a second, as Redis does. */
    private static final Duration PERIOD = Duration.ofMillis(100);

    /** How soon it goes on if one step was not enough. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** The most keys of one step, which holds the lock: well below a millisecond. */
    private static final int STEP = 500;

    private final Store store;
    private final Timer timer;
    private final BooleanSupplier isWatched;
    private boolean isAwake;

    /** @param isWatched whether anybody is connected; asked with the store's lock */
    public Reaper(Store store, Timer timer, BooleanSupplier isWatched) {
        this.store = store;
        this.timer = timer;
        this.isWatched = isWatched;
    }

    /** To be called, with the store's lock, when a key may have begun to expire. */
    public void wake() {
        if (!isAwake && store.canExpire()) {
            sleep(PERIOD);
        }
    }

    private void sleep(Duration time) {
        isAwake = true;
        timer.schedule(time, this::step);
    }

    private void step() {
        synchronized (store) {
            isAwake = false;
            store.startClock();
            boolean done = store.reap(STEP);
            if (isWatched.getAsBoolean() && store.canExpire()) {
                sleep(done ? PERIOD : PAUSE);
            }
        }
    }
}
