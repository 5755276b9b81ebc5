package io.tapio.samples.kv.data;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns the data: sixteen databases, the time, and the measure of memory. Its monitor is the lock that every command
 * holds while it runs; nothing here may be touched without it.
 */
public final class Store {
    public static final int DATABASES = 16;

    private final InstantSource clock;
    private final long maxMemoryBytes;
    private final List<Database> databases = new ArrayList<>(DATABASES);
    private long now;
    private long used;
    private long expired;
    private TouchListener touched = (database, key) -> {};

    /** @param maxMemoryBytes what keys and values may take together, by estimate */
    public Store(InstantSource clock, long maxMemoryBytes) {
        this.clock = clock;
        this.maxMemoryBytes = maxMemoryBytes;
        for (int index = 0; index < DATABASES; index++) {
            databases.add(new Database(this, index));
        }
    }

    public List<Database> databases() {
        return databases;
    }

    public Database database(int index) {
        return databases.get(index);
    }

    /** Reads the clock, once for each command: whatever it does happens at one time. */
    public long startClock() {
        now = clock.millis();
        return now;
    }

    /** The time of the command that runs, in milliseconds since 1970. */
    public long now() {
        return now;
    }

    /** The time as it goes on. */
    public InstantSource clock() {
        return clock;
    }

    public boolean isFull() {
        return used >= maxMemoryBytes;
    }

    /** The bytes that keys and values take, by estimate. */
    public long used() {
        return used;
    }

    void use(long bytes) {
        used += bytes;
    }

    /** The keys that were removed because their time had come. */
    public long expired() {
        return expired;
    }

    void countExpired() {
        expired++;
    }

    /** Sets the one who is told of every key that is touched. */
    public void onTouch(TouchListener listener) {
        touched = listener;
    }

    void touched(Database database, Entry entry) {
        touched.touched(database, entry.key());
    }

    boolean canExpire() {
        for (Database database : databases) {
            if (database.expiring() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Removes keys whose time has come, but no more than {@code most}; true if that was enough. */
    boolean reap(int most) {
        int left = most;
        for (Database database : databases) {
            left -= database.reap(left);
        }
        return left > 0;
    }
}
