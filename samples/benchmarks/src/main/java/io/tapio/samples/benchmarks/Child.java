package io.tapio.samples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that does something until it is closed, from the line that it prints when it is ready. */
record Child(Process process) implements AutoCloseable {
    /**
     * @param prefix what the command line begins with
     * @param arguments what stands behind {@code java}
     */
    static Child start(List<String> prefix, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(jdk("java"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (out.readLine() == null) {
                throw new IllegalStateException("ended before it was ready: " + String.join(" ", arguments));
            }
            return new Child(process);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
