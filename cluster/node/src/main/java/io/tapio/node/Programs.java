package io.tapio.node;

import io.tapio.settings.UnknownKeys;
import java.util.Collection;
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
        return "no program '" + name + "'; did you mean " + UnknownKeys.nearest(name, byName.keySet()) + "? There are: "
                + String.join(", ", byName.keySet());
    }

    /** A table for people, one program a line. */
    String table() {
        Collection<Program> programs = byName.values();
        return programs.stream()
                .map(p -> String.format("  %-16s %-16s %6d   %s", p.name(), p.protocol(), p.defaultPort(), p.summary()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
