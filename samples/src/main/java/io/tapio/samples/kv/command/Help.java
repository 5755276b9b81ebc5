package io.tapio.samples.kv.command;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HELP, which is a subcommand of every command that has some. */
public final class Help {
    private Help() {}

    /** The subcommands of a command, which the table knows. */
    public static Reply run(Client client, Command command) {
        List<Reply> lines = new ArrayList<>();
        String name = command.text(0).toUpperCase(Locale.ROOT);
        lines.add(new Reply.Simple(name + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        Spec spec = client.server().table().named(command.text(0));
        if (spec != null) {
            spec.subcommands().entries().stream()
                    .map(child -> child.name()
                            .substring(child.name().indexOf('|') + 1)
                            .toUpperCase(Locale.ROOT))
                    .filter(child -> !child.equals("HELP"))
                    .forEach(child -> lines.add(new Reply.Simple(child)));
        }
        lines.add(new Reply.Simple("HELP"));
        lines.add(new Reply.Simple("    Prints this help."));
        return new Reply.Array(lines);
    }
}
