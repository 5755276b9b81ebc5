package io.tapio.samples.benchmarks;

import io.netty.util.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;

/** Where and when something was measured, as lines of Markdown. */
final class Machine {
    private Machine() {}

    static String describe(String commandLine) {
        return """
                * %s, %s, %d processors, %s %s
                * JDK %s (%s), Netty %s, Pekko %s
                * `%s`
                """.formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        System.getProperty("java.vm.vendor"),
                        netty(),
                        org.apache.pekko.Version.current(),
                        commandLine);
    }

    private static String netty() {
        Version version = Version.identify().get("netty-transport");
        return version == null ? "?" : version.artifactVersion();
    }

    /** Linux tells; elsewhere the architecture has to do. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException none) {
            return System.getProperty("os.arch");
        }
    }
}
