package io.tapio.node;

import com.typesafe.config.Config;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which servers a command is about: a program, a server that the configuration declares, or all of those. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Choice {
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

    /** That of the command, not of this part of it. */
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    List<Server> servers(Config config, Programs programs) {
        List<Server> declared = Server.declared(config, programs);
        String wanted = name;
        if (wanted != null) {
            return List.of(told(declared.stream()
                    .filter(server -> server.name().equals(wanted))
                    .findFirst()
                    .or(() -> programs.find(wanted).map(program -> Server.of(program, config)))
                    .orElseThrow(() -> usage(programs.unknown(wanted)))));
        }
        refuseAddress();
        if (declared.isEmpty()) {
            throw usage(
                    "nothing to " + spec.name() + ": give a NAME, or a --config FILE that declares tapio.node.servers");
        }
        return declared;
    }

    /** What is no single server has no address to change. */
    void refuseAddress() {
        if (host != null || port != null) {
            throw usage("--host and --port go with a NAME");
        }
    }

    /** The server as the command line wants it. */
    private Server told(Server server) {
        if (port != null && !Server.isPort(port)) {
            throw usage("--port must be from 0 to 65535, not " + port);
        }
        return server.at(host == null ? server.host() : host, port == null ? server.port() : port);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
