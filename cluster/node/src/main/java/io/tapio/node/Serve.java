package io.tapio.node;

import com.typesafe.config.Config;
import io.tapio.tcp.ServerBinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code tapio serve}: starts a program, or all servers that the configuration declares, and runs until it is ended, or
 * one of them fails.
 */
@Command(name = "serve", description = "Start a server, or all that the configuration declares.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Serve implements Callable<Integer> {
    @ParentCommand
    Tapio tapio;

    @Mixin
    Choice choice;

    @ArgGroup(exclusive = false)
    @Nullable
    Tls tls;

    @Option(
            names = "--metrics",
            paramLabel = "N",
            description = "Show the node's numbers at http://127.0.0.1:N/metrics, for Prometheus; 0 for any free port.")
    @Nullable
    Integer metrics;

    private CommandSpec spec;

    /** Files that servers show their clients; both, or neither. */
    static final class Tls {
        @Option(
                names = "--tls-certificate",
                paramLabel = "FILE",
                required = true,
                description = "Serve behind TLS, with this certificate (PEM).")
        Path certificate;

        @Option(
                names = "--tls-key",
                paramLabel = "FILE",
                required = true,
                description = "The certificate's private key (PEM).")
        Path key;
    }

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
        if (tls != null) {
            Configuration.useTls(tls.certificate, tls.key);
        }
        Config config = tapio.configuration(spec.commandLine());
        List<Server> servers = choice.servers(config, Programs.installed()).stream()
                .map(server -> tls == null ? server : server.withCommonTls())
                .toList();
        MetricsSettings page = MetricsSettings.from(config).withPort(metricsPort());
        ActorSystem<Void> system = Actors.start(config);
        CompletableFuture<Done> ended =
                system.getWhenTerminated().toCompletableFuture().copy();
        try (MetricsPage shown = page.open(system)) {
            for (Server server : servers) {
                ServerBinding binding = Actors.await(server.start(system));
                say(server.listening(binding.localAddresses()));
                binding.whenFailed().thenAccept(why -> ended.completeExceptionally(server.failed(why)));
            }
            if (shown != null) {
                say("metrics at " + shown.address());
            }
            Actors.await(ended);
            return ExitCode.OK;
        } finally {
            system.terminate();
        }
    }

    private Optional<Integer> metricsPort() {
        if (metrics != null && !Server.isPort(metrics)) {
            throw new ParameterException(spec.commandLine(), "--metrics must be from 0 to 65535, not " + metrics);
        }
        return Optional.ofNullable(metrics);
    }

    private void say(String line) {
        spec.commandLine().getOut().println("tapio: " + line);
    }
}
