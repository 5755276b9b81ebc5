package io.tapio.samples.kv.connection;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Help;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Spec;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The subcommands of CLIENT. */
final class ClientCommands {
    static final Spec SPEC = Spec.of("client", -2, "", (client, command) -> Reply.NIL)
            .with(List.of(
                    Spec.of("client|id", 2, "noscript loading stale", (client, command) -> Reply.number(client.id())),
                    Spec.of("client|setname", 3, "noscript loading stale", ClientCommands::setName),
                    Spec.of("client|getname", 2, "noscript loading stale", ClientCommands::getName),
                    Spec.of("client|setinfo", 4, "noscript loading stale", ClientCommands::setInfo),
                    Spec.of("client|info", 2, "noscript loading stale", ClientCommands::info),
                    Spec.of("client|list", -2, "admin noscript loading stale", ClientCommands::list),
                    Spec.of("client|no-evict", 3, "admin noscript loading stale", ClientCommands::noEvict),
                    Spec.of("client|reply", 3, "noscript loading stale", ClientCommands::reply),
                    Spec.of("client|help", 2, "loading stale", Help::run)));

    /** Redis has no limit here; but a name is held as long as its connection. */
    private static final int LONGEST_NAME = 1024;

    private ClientCommands() {}

    private static Reply setName(Client client, Command command) {
        client.rename(name(command, 2));
        return Reply.OK;
    }

    /** A name that does not break the lines of CLIENT LIST; an empty one takes the name away. */
    static String name(Command command, int argument) {
        return printable(command.arg(argument), "Client names cannot contain spaces, newlines or special characters.");
    }

    private static String printable(byte[] bytes, String refusal) {
        if (bytes.length > LONGEST_NAME) {
            throw new Refused("ERR Client names cannot be longer than " + LONGEST_NAME + " bytes");
        }
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte letter : bytes) {
            if (letter < '!' || letter > '~') {
                throw new Refused("ERR " + refusal);
            }
            text.append((char) letter);
        }
        return text.toString();
    }

    private static Reply getName(Client client, Command command) {
        return client.name().isEmpty() ? Reply.NIL : Reply.Bulk.of(client.name());
    }

    /** Newer than the rest, but every client library calls it first. */
    private static Reply setInfo(Client client, Command command) {
        String refusal = command.text(2) + " cannot contain spaces, newlines or special characters.";
        if (command.is(2, "lib-name")) {
            client.setLibrary(printable(command.arg(3), refusal));
        } else if (command.is(2, "lib-ver")) {
            client.setLibraryVersion(printable(command.arg(3), refusal));
        } else {
            throw new Refused("ERR Unrecognized option '" + command.text(2) + "'");
        }
        return Reply.OK;
    }

    private static Reply info(Client client, Command command) {
        return Reply.Verbatim.of(client.describe());
    }

    private static Reply list(Client client, Command command) {
        if (command.argCount() == 4 && command.is(2, "type")) {
            if (command.is(3, "normal") || command.is(3, "pubsub")) {
                boolean subscribed = command.is(3, "pubsub");
                return lines(client, other -> other.isSubscribed() == subscribed);
            }
            if (command.is(3, "master") || command.is(3, "replica") || command.is(3, "slave")) {
                return Reply.Verbatim.of("");
            }
            throw new Refused("ERR Unknown client type '" + command.text(3) + "'");
        }
        if (command.argCount() > 3 && command.is(2, "id")) {
            StringBuilder lines = new StringBuilder();
            for (int i = 3; i < command.argCount(); i++) {
                long id = Integers.parse(command.arg(i), new Refused("ERR Invalid client ID"));
                Client other = client.server().client(id);
                lines.append(other == null ? "" : other.describe());
            }
            return Reply.Verbatim.of(lines.toString());
        }
        if (command.argCount() != 2) {
            throw Refused.SYNTAX;
        }
        return lines(client, other -> true);
    }

    private static Reply lines(Client client, Predicate<Client> wanted) {
        return Reply.Verbatim.of(client.server().clients().stream()
                .filter(wanted)
                .map(Client::describe)
                .collect(Collectors.joining()));
    }

    /** Nobody is evicted here. */
    private static Reply noEvict(Client client, Command command) {
        if (!command.is(2, "on") && !command.is(2, "off")) {
            throw Refused.SYNTAX;
        }
        return Reply.OK;
    }

    private static Reply reply(Client client, Command command) {
        if (command.is(2, "on")) {
            client.want(Client.Replies.ON);
            return Reply.OK;
        } else if (command.is(2, "off")) {
            client.want(Client.Replies.OFF);
        } else if (!command.is(2, "skip")) {
            throw Refused.SYNTAX;
        } else if (client.replies() != Client.Replies.OFF) {
            client.want(Client.Replies.SKIP_NEXT);
        }
        return Reply.NONE;
    }
}
