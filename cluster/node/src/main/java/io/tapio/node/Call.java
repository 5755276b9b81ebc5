package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.tapio.tcp.TcpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.typed.ActorSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code tapio call}: sends one request to a server and prints the reply. */
@Command(name = "call", description = "Send one request to a server and print the reply.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Call implements Callable<Integer> {
    @ParentCommand
    Tapio tapio;

    @Parameters(
            index = "0",
            paramLabel = "URI",
            description = "The server: line://HOST:PORT, multiplexed-line://HOST:PORT, redis://HOST:PORT;%n"
                    + "lines://, multiplexed-lines://, rediss:// for the same behind TLS (tapio.tls.client).")
    String server;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "ARG", description = "The request, in words.")
    List<String> words;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Time.class,
            description = "How long to wait for the reply: 500ms, 2s. Default: ${DEFAULT-VALUE}.")
    Duration timeout;

    private CommandSpec spec;

    /** What begins with a hyphen behind the URI belongs to the request. */
    @Spec
    void specify(CommandSpec spec) {
        this.spec = spec;
        spec.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() throws Exception {
        Config config = tapio.configuration(spec.commandLine());
        Target target = Target.of(server, config, spec);
        ActorSystem<Void> system = Actors.startForACall(config);
        try {
            TcpClient client = target.client(system);
            String reply = Actors.await(target.caller().call(client, target.host(), target.port(), words, timeout));
            spec.commandLine().getOut().println(reply);
            return ExitCode.OK;
        } finally {
            system.terminate();
        }
    }

    /** A time as the configuration writes it. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return ConfigFactory.empty()
                        .withValue("time", ConfigValueFactory.fromAnyRef(text))
                        .getDuration("time");
            } catch (ConfigException fault) {
                throw new TypeConversionException("'" + text + "' is not a time such as 500ms or 2s");
            }
        }
    }
}
