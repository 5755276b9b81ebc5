package io.tapio.samples.kv.connection;

import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Integers;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Server;
import io.tapio.samples.kv.command.Spec;
import java.util.List;

/** Commands on the connection itself; those of CLIENT are in {@link ClientCommands}. */
public final class Connections {
    public static final List<Spec> COMMANDS = List.of(
            Spec.of("ping", -1, "fast", Connections::ping),
            Spec.of("echo", 2, "fast", (client, command) -> new Reply.Bulk(command.arg(1))),
            Spec.of("select", 2, "loading stale fast", Connections::select),
            Spec.of("quit", -1, "noscript loading stale fast no_auth allow_busy", (client, command) -> Reply.OK),
            Spec.of("auth", -2, "noscript loading stale fast no_auth allow_busy", Connections::authenticate),
            Spec.of("hello", -1, "noscript loading stale fast no_auth allow_busy", Connections::hello),
            Spec.of("reset", 1, "noscript loading stale fast no_auth allow_busy", Connections::reset),
            ClientCommands.SPEC);

    private static final Reply EMPTY = Reply.Bulk.of("");

    private Connections() {}

    private static Reply ping(Client client, Command command) {
        if (command.argCount() > 2) {
            throw Refused.wrongArity("ping");
        }
        if (client.protocol() == 2 && client.isSubscribed()) {
            return Reply.Array.of(
                    Reply.Bulk.of("pong"), command.argCount() == 1 ? EMPTY : new Reply.Bulk(command.arg(1)));
        }
        return command.argCount() == 1 ? Reply.PONG : new Reply.Bulk(command.arg(1));
    }

    private static Reply select(Client client, Command command) {
        client.select(client.server().database(command, 1));
        return Reply.OK;
    }

    /** There are no passwords here: Redis without one lets its user "default" in with any. */
    private static Reply authenticate(Client client, Command command) {
        if (command.argCount() > 3) {
            throw Refused.SYNTAX;
        }
        if (command.argCount() == 2) {
            throw new Refused("ERR AUTH <password> called without any password configured for the default user."
                    + " Are you sure your configuration is correct?");
        }
        checkUser(command, 1);
        return Reply.OK;
    }

    private static void checkUser(Command command, int argument) {
        if (!command.text(argument).equals("default")) {
            throw new Refused("WRONGPASS invalid username-password pair or user is disabled.");
        }
    }

    private static Reply hello(Client client, Command command) {
        int protocol = client.protocol();
        if (command.argCount() > 1) {
            long version = Integers.parse(
                    command.arg(1), new Refused("ERR Protocol version is not an integer or out of range"));
            if (version != 2 && version != 3) {
                throw new Refused("NOPROTO unsupported protocol version");
            }
            protocol = (int) version;
        }
        for (int i = 2; i < command.argCount(); i++) {
            int more = command.argCount() - 1 - i;
            if (command.is(i, "auth") && more >= 2) {
                checkUser(command, i + 1);
                i += 2;
            } else if (command.is(i, "setname") && more >= 1) {
                client.rename(ClientCommands.name(command, ++i));
            } else {
                throw new Refused("ERR Syntax error in HELLO option '" + command.text(i) + "'");
            }
        }
        client.speak(protocol);
        return new Reply.Speaking(
                protocol,
                Reply.Map.of(
                        Reply.entry("server", Reply.Bulk.of("redis")),
                        Reply.entry("version", Reply.Bulk.of(Server.REDIS_VERSION)),
                        Reply.entry("proto", new Reply.Int(protocol)),
                        Reply.entry("id", new Reply.Int(client.id())),
                        Reply.entry("mode", Reply.Bulk.of("standalone")),
                        Reply.entry("role", Reply.Bulk.of("master")),
                        Reply.entry("modules", Reply.Array.of())));
    }

    private static Reply reset(Client client, Command command) {
        client.reset();
        return new Reply.Speaking(2, new Reply.Simple("RESET"));
    }
}
