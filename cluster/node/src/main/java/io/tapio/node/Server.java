package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.tapio.failure.Failure;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.ServerPlan;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A server of this node: a program at an address.
 *
 * @param name what it is called in the configuration and in messages; the program's name if nothing else was said
 * @param port 0 for any free one
 */
record Server(String name, Program program, String host, int port, OwnTls tls) {
    static final String SERVERS = "tapio.node.servers";
    private static final Set<String> KEYS = Set.of("program", "host", "port", OwnTls.KEY);
    private static final int MAX_PORT = 65535;

    /** {@code program} as a server of its own name, where {@code config} lets servers be. */
    static Server of(Program program, Config config) {
        return new Server(
                program.name(),
                program,
                config.getString("tapio.node.host"),
                program.defaultPort(),
                OwnTls.Word.UNSAID);
    }

    /** The servers that {@code config} declares, by name. */
    static List<Server> declared(Config config, Programs programs) {
        return config.getObject(SERVERS).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> declared(entry.getKey(), entry.getValue(), config, programs))
                .toList();
    }

    private static Server declared(String name, ConfigValue value, Config config, Programs programs) {
        if (!(value instanceof ConfigObject section)) {
            throw bad(value, name, "must be a section: { program = …, host = …, port = … }");
        }
        section.forEach((key, at) -> {
            if (!KEYS.contains(key)) {
                throw bad(at, name + "." + key, "is unknown; a server has program, host, port and tls");
            }
        });
        Config own = section.toConfig();
        String wanted = own.hasPath("program") ? own.getString("program") : name;
        Program program = programs.find(wanted).orElseThrow(() -> bad(value, name, programs.unknown(wanted)));
        int port = own.hasPath("port") ? own.getInt("port") : program.defaultPort();
        if (!isPort(port)) {
            throw bad(own.getValue("port"), name + ".port", port + " must be from 0 to " + MAX_PORT);
        }
        Server server = of(program, config);
        String host = own.hasPath("host") ? own.getString("host") : server.host;
        return new Server(name, program, host, port, OwnTls.of(name, config));
    }

    /** Another address. */
    Server at(String host, int port) {
        return new Server(name, program, host, port, tls);
    }

    /** Behind TLS as all servers are. */
    Server withCommonTls() {
        return new Server(name, program, host, port, OwnTls.Word.UNSAID);
    }

    CompletionStage<ServerBinding> start(ActorSystem<?> system) {
        return tls == OwnTls.Word.UNSAID
                ? program.start(system, host, port)
                : plan(system).bind(host, port);
    }

    ServerPlan plan(ActorSystem<?> system) {
        return tls.applied(program.plan(system), system);
    }

    /** What to say when it listens: {@code kv (redis) listening on 127.0.0.1:6379}. */
    String listening(List<InetSocketAddress> addresses) {
        return name + " (" + program.protocol() + ") listening on "
                + addresses.stream().map(Server::text).collect(Collectors.joining(" and "));
    }

    /** What to say when it does not listen any more, though nobody has asked it to end. */
    Failure failed(Failure why) {
        return Failure.at(why.where(), why.processed(), name + " has failed: " + why.getMessage())
                .withCause(why);
    }

    static String text(InetSocketAddress address) {
        String ip = address.getAddress().getHostAddress();
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + address.getPort();
    }

    /** How it is declared: a line of a table whose first column has the names. */
    String declaration() {
        return String.format(
                "  %-12s %-8s %6d   %s on %s, as declared", name, program.protocol(), port, program.name(), host);
    }

    static boolean isPort(int port) {
        return port >= 0 && port <= MAX_PORT;
    }

    private static ConfigException bad(ConfigValue value, String key, String why) {
        return new ConfigException.BadValue(value.origin(), SERVERS + "." + key, why);
    }
}
