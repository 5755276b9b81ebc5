package io.tapio.node;

import com.typesafe.config.Config;
import io.tapio.tcp.ServerBinding;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code tapio serve}: starts a program, or all servers that the configuration declares, and runs until it is ended.
 */
@Command(name = "serve", description = "Start a server, or all that the configuration declares.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Serve implements Callable<Integer> {
    @ParentCommand
    Tapio tapio;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description =
                    "A program, or a server declared under tapio.node.servers. Without it, all that are declared.")
    @Nullable
    String name;

    @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on, instead of 127.0.0.1.")
    @Nullable
    String host;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 for any that is free.")
    @Nullable
    Integer port;

    private CommandSpec spec;

    /** Lists the programs below the help, when it is asked for. */
    @Spec
    void specify(CommandSpec spec) {
        this.spec = spec;
        spec.usageMessage()
                .sectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_FOOTER,
                        help -> "%nPrograms:%n%s%n"
                                .formatted(Programs.installed().table()));
    }

    @Override
    public Integer call() throws Exception {
        Config config = tapio.configuration(spec.commandLine());
        List<Server> servers = servers(config, Programs.installed());
        ActorSystem<Void> system = Actors.start(config);
        try {
            for (Server server : servers) {
                ServerBinding binding = Actors.await(server.program().start(system, server.host(), server.port()));
                spec.commandLine().getOut().println("tapio: " + server.listening(binding.localAddress()));
            }
            Actors.await(system.getWhenTerminated());
            return ExitCode.OK;
        } finally {
            system.terminate();
        }
    }

    private List<Server> servers(Config config, Programs programs) {
        List<Server> declared = Server.declared(config, programs);
        String wanted = name;
        if (wanted != null) {
            return List.of(told(declared.stream()
                    .filter(server -> server.name().equals(wanted))
                    .findFirst()
                    .or(() -> programs.find(wanted).map(program -> Server.of(program, config)))
                    .orElseThrow(() -> usage(programs.unknown(wanted)))));
        }
        if (host != null || port != null) {
            throw usage("--host and --port go with a NAME");
        }
        if (declared.isEmpty()) {
            throw usage("nothing to serve: give a NAME, or a --config FILE that declares tapio.node.servers");
        }
        return declared;
    }

    /** The server as the command line wants it. */
    private Server told(Server server) {
        if (port != null && !Server.isPort(port)) {
            throw usage("--port must be from 0 to 65535, not " + port);
        }
        return new Server(
                server.name(),
                server.program(),
                host == null ? server.host() : host,
                port == null ? server.port() : port);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
