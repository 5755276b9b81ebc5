package io.tapio.samples.kv;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns the data: sixteen databases, the time, and the measure of memory. Its monitor is the lock that every command
 * holds while it runs; nothing here may be touched without it.
 */
final class Store {
    static final int DATABASES = 16;

    private final InstantSource clock;
    private final KvSettings settings;
    private final List<Database> databases = new ArrayList<>(DATABASES);
    private long now;
    private long used;
    private long expired;

    Store(InstantSource clock, KvSettings settings) {
        this.clock = clock;
        this.settings = settings;
        for (int index = 0; index < DATABASES; index++) {
            databases.add(new Database(this, index));
        }
    }

    List<Database> databases() {
        return databases;
    }

    Database database(int index) {
        return databases.get(index);
    }

    /** Reads the clock, once for each command: whatever it does happens at one time. */
    long startClock() {
        now = clock.millis();
        return now;
    }

    /** The time of the command that runs, in milliseconds since 1970. */
    long now() {
        return now;
    }

    /** The time as it goes on. */
    InstantSource clock() {
        return clock;
    }

    boolean isFull() {
        return used >= settings.maxMemoryBytes();
    }

    /** The bytes that keys and values take, by estimate. */
    long used() {
        return used;
    }

    void use(long bytes) {
        used += bytes;
    }

    /** The keys that were removed because their time had come. */
    long expired() {
        return expired;
    }

    void countExpired() {
        expired++;
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
