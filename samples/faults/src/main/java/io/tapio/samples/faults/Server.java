package io.tapio.samples.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code tapio serve}, in a JVM of its own. */
@SuppressWarnings("try") // closing waits for the process
final class Server implements AutoCloseable {
    /** Options that begin so are for the shell that starts the JVM. */
    private static final String FILES = "ulimit -n ";

    private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseG1GC", "-XX:NativeMemoryTracking=summary");

    private final Process process;
    private final ServerLog log;
    private final int port;

    private Server(Process process, ServerLog log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** As an option: the most files that the server may have open. */
    static String files(int most) {
        return FILES + most;
    }

    /** @param options {@link #files} and flags of the JVM */
    static Server start(String program, List<String> options) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
        command.add(String.join(
                        "",
                        options.stream()
                                .filter(option -> option.startsWith(FILES))
                                .map(limit -> limit + "; ")
                                .toList())
                + "exec \"$@\"");
        command.addAll(List.of("sh", Shell.jdk("java")));
        command.addAll(JVM);
        options.stream().filter(option -> !option.startsWith(FILES)).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tapio.node.Tapio"));
        command.addAll(List.of("serve", program, "--port", "0"));
        try {
            Process process = new ProcessBuilder(command).start();
            ServerLog log = ServerLog.of(process.errorReader(StandardCharsets.UTF_8));
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            String listening = out.readLine();
            if (listening == null) {
                throw new IllegalStateException(program + " ended before it listened:\n" + log);
            }
            return new Server(process, log, Integer.parseInt(listening.replaceFirst(".*:", "")));
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    ServerLog log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Seconds of processor time so far, in steps of the kernel's clock tick. */
    double cpuSeconds() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /** How many files it has open. */
    int files() {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            return (int) files.count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Bytes of the objects that a full collection leaves, and of the memory outside of the heap that buffers have. */
    long liveBytes() {
        String pid = Long.toString(pid());
        String histogram = Shell.run(Shell.jdk("jcmd"), pid, "GC.class_histogram");
        String total = histogram.substring(histogram.lastIndexOf("Total"));
        String memory = Shell.run(Shell.jdk("jcmd"), pid, "VM.native_memory", "summary", "scale=B");
        String other = memory.substring(memory.indexOf(" Other ("));
        return Long.parseLong(total.strip().split("\\s+", 4)[2])
                + Long.parseLong(other.replaceFirst("(?s).*?committed=(\\d+).*", "$1"));
    }

    /** SIGTERM, as an operator sends it. */
    void terminate() {
        process.destroy();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
