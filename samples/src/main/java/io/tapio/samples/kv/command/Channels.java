package io.tapio.samples.kv.command;

import io.tapio.samples.kv.data.Key;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who is subscribed to what: names of one kind, which are channels or patterns. */
public final class Channels {
    private final Map<Key, Set<Client>> subscribers = new LinkedHashMap<>();
    private final Map<Client, Set<Key>> subscriptions = new LinkedHashMap<>();

    /** False if the client was subscribed already. */
    public boolean join(Client client, Key name) {
        subscribers.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(client);
        return subscriptions
                .computeIfAbsent(client, none -> new LinkedHashSet<>())
                .add(name);
    }

    /** False if the client was not subscribed. */
    public boolean leave(Client client, Key name) {
        boolean left = remove(subscriptions, client, name);
        return left && remove(subscribers, name, client);
    }

    private static <K, V> boolean remove(Map<K, Set<V>> sets, K key, V value) {
        Set<V> set = sets.get(key);
        boolean removed = set != null && set.remove(value);
        if (set != null && set.isEmpty()) {
            sets.remove(key);
        }
        return removed;
    }

    /** Those who are subscribed, in the order in which they came; a view. */
    public Set<Client> subscribers(Key name) {
        return view(subscribers.get(name));
    }

    /** What a client is subscribed to, in the order in which it came; a view. */
    public Set<Key> of(Client client) {
        return view(subscriptions.get(client));
    }

    /** The names that somebody is subscribed to; a view. */
    public Set<Key> names() {
        return Collections.unmodifiableSet(subscribers.keySet());
    }

    private static <T> Set<T> view(@Nullable Set<T> set) {
        return set == null ? Set.of() : Collections.unmodifiableSet(set);
    }
}
