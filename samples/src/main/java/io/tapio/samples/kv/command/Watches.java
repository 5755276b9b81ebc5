package io.tapio.samples.kv.command;

import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.data.TouchListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The keys that clients watch, and which of them were touched since. */
public final class Watches implements TouchListener {
    private static final int OVERHEAD = 200;

    private record Place(Database database, Key key) {}

    /** What one client watches. */
    static final class Watch {
        private final Set<Place> places = new LinkedHashSet<>();
        private boolean touched;
    }

    private final Map<Place, Set<Watch>> watched = new HashMap<>();

    /** True if the key was not watched before. */
    boolean add(Watch watch, Database database, Key key) {
        database.find(key.bytes()); // one that has expired by now is gone before anybody watches it
        Place place = new Place(database, key);
        watched.computeIfAbsent(place, none -> new HashSet<>()).add(watch);
        return watch.places.add(place);
    }

    /** What watching a key takes, by estimate. */
    static long bytes(Key key) {
        return OVERHEAD + key.bytes().length;
    }

    /** Forgets the keys; the bytes that they took. */
    long end(Watch watch) {
        long bytes = 0;
        for (Place place : watch.places) {
            Set<Watch> others = watched.get(place);
            if (others != null) {
                others.remove(watch);
                if (others.isEmpty()) {
                    watched.remove(place);
                }
            }
            bytes += bytes(place.key);
        }
        return bytes;
    }

    /** True if one of the keys changed, came, went or expired. */
    static boolean isTouched(Watch watch) {
        watch.places.forEach(place -> place.database.find(place.key.bytes())); // which removes it, if its time has come
        return watch.touched;
    }

    @Override
    public void touched(Database database, Key key) {
        if (!watched.isEmpty()) {
            watched.getOrDefault(new Place(database, key), Set.of()).forEach(watch -> watch.touched = true);
        }
    }
}
