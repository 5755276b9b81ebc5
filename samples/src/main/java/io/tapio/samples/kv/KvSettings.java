package io.tapio.samples.kv;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.samples.kv.command.Limits;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.util.List;

/**
 * The bounds of the store, as {@code tapio.samples.kv} in {@code reference.conf} explains them.
 *
 * @param maxMemoryBytes what keys and values may take together, by the store's own estimate
 * @param maxValueBytes the longest string that commands such as APPEND and SETRANGE may build
 * @param maxClientBytes what the server keeps for one client: commands after MULTI, watched keys, subscriptions
 */
public record KvSettings(int maxMemoryBytes, int maxValueBytes, int maxClientBytes) implements Limits, Bounded {
    public static KvSettings from(Config config) {
        Section section = Section.of(config, "tapio.samples.kv");
        return new KvSettings(
                section.bytes("max-memory-bytes"), section.bytes("max-value-bytes"), section.bytes("max-client-bytes"));
    }

    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.bytes("bytes of all keys and values", maxMemoryBytes, "tapio.samples.kv.max-memory-bytes"),
                Bound.bytes("bytes of a value", maxValueBytes, "tapio.samples.kv.max-value-bytes"),
                Bound.bytes("bytes kept for one client", maxClientBytes, "tapio.samples.kv.max-client-bytes"));
    }

    /** The values of {@code reference.conf}. */
    public static KvSettings defaults() {
        return from(ConfigFactory.defaultReference(KvSettings.class.getClassLoader()));
    }
}
