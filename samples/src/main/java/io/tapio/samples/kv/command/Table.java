package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import io.tapio.redis.CommandTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All commands, and how the one that a client means is found. Immutable. */
public final class Table {
    /** The most bytes of a peer's own words in an error reply. */
    private static final int QUOTED = 128;

    private final CommandTable<Spec> commands;

    public Table(List<Spec> commands) {
        this.commands = new CommandTable<>(commands, Spec::name);
    }

    /** Every command, in the order in which it was given. */
    public List<Spec> entries() {
        return commands.entries();
    }

    /** The command, or subcommand, that is meant, if it may be called with so many arguments; otherwise refused. */
    public Spec find(Command command) {
        Spec spec = commands.find(command.arg(0));
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

    /** A command, or a subcommand with a bar before its name; null if there is none. */
    public @Nullable Spec named(String name) {
        int bar = name.indexOf('|');
        Spec spec = commands.find(ascii(bar < 0 ? name : name.substring(0, bar)));
        return bar < 0 || spec == null ? spec : spec.subcommands().find(ascii(name.substring(bar + 1)));
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
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
