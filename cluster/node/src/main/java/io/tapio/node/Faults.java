package io.tapio.node;

import com.typesafe.config.ConfigException;
import io.tapio.failure.Failure;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command says what went wrong, and the exit code for it. The stack trace is in the log, at debug. */
final class Faults {
    private Faults() {}

    /** The arguments are not what the command takes. */
    static int ofUsage(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        PrintWriter err = command.getErr();
        say(err, fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, err);
        err.println("Usage: " + command.getHelp().synopsis("Usage: ".length()).strip());
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /** The command was understood and failed. */
    static int atRunTime(Exception thrown, CommandLine command, ParseResult parsed) {
        LoggerFactory.getLogger(Faults.class).debug("{} failed", command.getCommandName(), thrown);
        if (thrown instanceof ConfigException) {
            say(command.getErr(), thrown.getMessage());
            return ExitCode.USAGE;
        }
        Failure failure = Failure.of(thrown);
        say(command.getErr(), failure.getMessage());
        return ExitCode.SOFTWARE;
    }

    private static void say(PrintWriter err, @Nullable String message) {
        String.valueOf(message).lines().forEach(line -> err.println("tapio: " + line));
    }
}
