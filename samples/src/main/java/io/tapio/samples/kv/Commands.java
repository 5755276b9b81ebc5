package io.tapio.samples.kv;

import io.tapio.redis.Command;
import io.tapio.redis.CommandTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All commands, and how the one that a client means is found. */
final class Commands {
    static final CommandTable<Spec> TABLE = new CommandTable<>(
            Stream.of(
                            family("string", Strings.COMMANDS),
                            family("string", Numbers.COMMANDS),
                            family("generic", Expiry.COMMANDS),
                            family("generic", Keyspace.COMMANDS),
                            family("connection", Connections.COMMANDS),
                            family("server", Introspection.COMMANDS))
                    .flatMap(List::stream)
                    .toList(),
            Spec::name);

    /** The most bytes of a peer's own words in an error reply. */
    private static final int QUOTED = 128;

    private Commands() {}

    private static List<Spec> family(String group, List<Spec> specs) {
        return specs.stream().map(spec -> spec.in(group)).toList();
    }

    /** The command, or subcommand, that is meant, if it may be called with so many arguments. */
    static Spec find(Command command) {
        Spec spec = TABLE.find(command.arg(0));
        if (spec == null) {
            throw unknown(command);
        }
        if (command.argCount() > 1 && !spec.subcommands().entries().isEmpty()) {
            Spec subcommand = spec.subcommands().find(command.arg(1));
            if (subcommand == null) {
                throw unknownSubcommand(command);
            }
            spec = subcommand;
        }
        if (!spec.accepts(command.argCount())) {
            throw Refused.wrongArity(spec.name());
        }
        return spec;
    }

    private static Refused unknown(Command command) {
        StringBuilder arguments = new StringBuilder();
        for (int i = 1; i < command.argCount() && arguments.length() < QUOTED; i++) {
            String start = quoted(command.arg(i), QUOTED - arguments.length());
            arguments.append('\'').append(start).append("' ");
        }
        return new Refused(
                "ERR unknown command '" + quoted(command.arg(0), QUOTED) + "', with args beginning with: " + arguments);
    }

    private static Refused unknownSubcommand(Command command) {
        return new Refused("ERR unknown subcommand '" + quoted(command.arg(1), QUOTED) + "'. Try "
                + command.text(0).toUpperCase(Locale.ROOT) + " HELP.");
    }

    /** The start of an argument, as far as C would print it: a zero byte ends it. */
    private static String quoted(byte[] bytes, int most) {
        int length = 0;
        while (length < Math.min(bytes.length, most) && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
