package io.tapio.node;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The programs on the class path, by name. */
record Programs(SortedMap<String, Program> byName) {
    static Programs installed() {
        return of(ServiceLoader.load(Program.class));
    }

    static Programs of(Iterable<Program> programs) {
        SortedMap<String, Program> byName = new TreeMap<>();
        for (Program program : programs) {
            Program other = byName.put(program.name(), program);
            if (other != null) {
                throw new IllegalStateException("two programs are named " + program.name() + ": "
                        + other.getClass().getName() + " and "
                        + program.getClass().getName());
            }
        }
        return new Programs(byName);
    }

    Optional<Program> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What to tell somebody who asked for a program that is not there. */
    String unknown(String name) {
        if (byName.isEmpty()) {
            return "no program '" + name + "': there is none on the class path";
        }
        String nearest = byName.keySet().stream()
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
        return "no program '" + name + "'; did you mean " + nearest + "? There are: "
                + String.join(", ", byName.keySet());
    }

    /** A table for people, one program a line. */
    String table() {
        Collection<Program> programs = byName.values();
        return programs.stream()
                .map(p -> String.format("  %-12s %-8s %6d   %s", p.name(), p.protocol(), p.defaultPort(), p.summary()))
                .collect(Collectors.joining(System.lineSeparator()));
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
