package io.tapio.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code tapio}; each of its sub-commands is a class of its own. */
@Command(
        name = "tapio",
        description = "Network services on actors and streams.",
        versionProvider = Version.class,
        subcommands = {Serve.class, Call.class, Explain.class, Settings.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "  tapio serve kv                              a Redis-compatible server on 127.0.0.1:6379",
            "  tapio serve --config config/samples.conf    every server that a file declares",
            "  tapio explain kv                            its bounds, where they come from, and its graph",
            "  tapio config --explain tapio.tcp.server     every setting in force, and where it was set",
            "  tapio call redis://127.0.0.1:6379 GET key   one request, from the shell",
            "",
            "Exit code: 0 all went well, 1 something failed, 2 the arguments or the configuration are wrong."
        })
public final class Tapio {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Say how to use it, and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version, and exit.")
    boolean version;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration in HOCON, over the defaults of each module's reference.conf.")
    @Nullable
    Path file;

    private Tapio() {}

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Tapio())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Faults::ofUsage)
                .setExecutionExceptionHandler(Faults::atRunTime)
                .execute(args);
    }

    /** The configuration of {@code command}. Comes before anything that may read one. */
    Config configuration(CommandLine command) {
        if (file != null) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new ParameterException(command, "cannot read the configuration file " + file);
            }
            Configuration.use(file);
        }
        return Configuration.load();
    }
}
