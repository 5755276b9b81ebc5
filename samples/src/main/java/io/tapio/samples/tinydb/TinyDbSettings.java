package io.tapio.samples.tinydb;

import com.typesafe.config.Config;
import io.tapio.settings.Section;

/**
 * Bounds of the map: {@code tapio.samples.tinydb}.
 *
 * @param maxKeys the most keys
 * @param maxEntryChars the most characters of a key and its value together
 */
record TinyDbSettings(int maxKeys, int maxEntryChars) {
    static TinyDbSettings from(Config config) {
        Section section = Section.of(config, "tapio.samples.tinydb");
        return new TinyDbSettings(section.count("max-keys"), section.count("max-entry-chars"));
    }
}
