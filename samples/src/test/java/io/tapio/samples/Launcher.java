package io.tapio.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher as a process of its own, with the class path of these tests. */
final class Launcher {
    private Launcher() {}

    static ProcessBuilder command(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile="
                        + Path.of("../config/logback.xml").toRealPath()));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("io.tapio.node.Tapio");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
