package io.tapio.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the keys under {@code tapio} that no {@code reference.conf} defines: most often a slip of the pen. */
public final class UnknownKeys {
    private UnknownKeys() {}

    /**
     * One line for each unknown key: the key, where it was set, and the nearest known one. Sections whose keys are the
     * user's own names are listed in {@code tapio.config.open-sections} and are not looked into.
     */
    public static List<String> in(Config config, ClassLoader loader) {
        Config reference = ConfigFactory.defaultReference(loader);
        Set<String> known = keys(reference);
        List<String> open = reference.getStringList("tapio.config.open-sections");
        return keys(config).stream()
                .filter(key -> !known.contains(key))
                .filter(key -> open.stream().noneMatch(section -> key.startsWith(section + ".")))
                .map(key -> "unknown key " + key + " ("
                        + config.getValue(key).origin().description() + "); did you mean " + nearest(key, known) + "?")
                .collect(Collectors.toList());
    }

    private static Set<String> keys(Config config) {
        return config.hasPath("tapio")
                ? config.withOnlyPath("tapio").entrySet().stream()
                        .map(entry -> entry.getKey())
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    /**
     * The word of {@code known} that takes the fewest edits to get to from {@code word}; {@code known} is not empty.
     */
    public static String nearest(String word, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElseThrow();
    }

    /** The number of single-character edits that turn one into the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
