package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.tapio.node.explain.Explanation;
import io.tapio.node.explain.Explanation.About;
import io.tapio.node.explain.Explanation.Place;
import io.tapio.node.explain.Explanation.Role;
import io.tapio.node.explain.Format;
import io.tapio.node.explain.Origins;
import io.tapio.tcp.PlanView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code tapio explain}: shows what {@code tapio serve} with the same arguments would let listen, or, of a URI, what
 * {@code tapio call} would connect.
 */
@Command(
        name = "explain",
        description = "Show what a server is made of, or the client for a URI such as redis://HOST:PORT:%n"
                + "the graph of a connection, every bound, and where it was set.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Explain implements Callable<Integer> {
    @ParentCommand
    Tapio tapio;

    @Mixin
    Choice choice;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = Name.class,
            description = "text, mermaid (the graph alone) or json. Default: ${DEFAULT-VALUE}.")
    Format format;

    @Option(names = "--list", description = "List the programs and the declared servers, and explain none.")
    boolean list;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Config config = tapio.configuration(spec.commandLine());
        Programs programs = Programs.installed();
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            out.println(programs.table());
            Server.declared(config, programs).forEach(server -> out.println(server.declaration()));
            return ExitCode.OK;
        }
        String name = choice.name;
        List<Explained> all;
        if (name != null && Target.isMeantBy(name)) {
            choice.refuseAddress();
            all = List.of(client(Target.of(name, config, spec)));
        } else {
            all = choice.servers(config, programs).stream().map(this::server).toList();
        }
        out.println(String.join(System.lineSeparator().repeat(2), texts(all, config)));
        return ExitCode.OK;
    }

    /** Who it is, and how it looks. */
    private record Explained(
            Function<Origins, About> about, Function<ActorSystem<Void>, CompletionStage<PlanView>> view) {}

    private Explained server(Server server) {
        return new Explained(
                origins -> about(server, origins), system -> server.plan(system).view());
    }

    private static Explained client(Target target) {
        return new Explained(origins -> about(target), system -> target.caller().view(target.client(system)));
    }

    private List<String> texts(List<Explained> all, Config config) throws InterruptedException {
        ActorSystem<Void> system = Actors.start(config);
        try {
            Origins origins = new Origins(system.settings().config());
            List<String> texts = new ArrayList<>();
            for (Explained each : all) {
                PlanView view = Actors.await(each.view.apply(system));
                texts.add(format.write(Explanation.of(each.about.apply(origins), view, origins)));
            }
            return texts;
        } finally {
            system.terminate();
        }
    }

    private static About about(Target target) {
        return new About(
                Role.CLIENT,
                target.scheme() + " client",
                "what `tapio call` connects",
                target.scheme(),
                new Place(target.host(), null, "command line"),
                new Place(Integer.toString(target.port()), null, target.portTold() ? "command line" : Origins.CODE),
                null);
    }

    private About about(Server server, Origins origins) {
        return new About(
                Role.LISTENER,
                server.name(),
                server.program().summary(),
                server.program().protocol(),
                place(server.host(), choice.host != null, server, "host", origins),
                place(Integer.toString(server.port()), choice.port != null, server, "port", origins),
                certificates(server, origins));
    }

    private static @Nullable Place certificates(Server server, Origins origins) {
        return server.tls()
                .certificates(origins.config())
                .map(key -> new Place(
                        key.endsWith(".sni")
                                ? "certificates by host"
                                : origins.config().getString(key),
                        key,
                        origins.of(key)))
                .orElse(null);
    }

    /** A part of the address: what the command line says goes before a declaration, that before what is for all. */
    private static Place place(String value, boolean told, Server server, String part, Origins origins) {
        if (told) {
            return new Place(value, null, "command line");
        }
        return Stream.of(ConfigUtil.joinPath("tapio", "node", "servers", server.name(), part), "tapio.node." + part)
                .filter(origins.config()::hasPath)
                .findFirst()
                .map(key -> new Place(value, key, origins.of(key)))
                .orElse(new Place(value, null, Origins.CODE));
    }

    /** A format by its name. */
    static final class Name implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            return Stream.of(Format.values())
                    .filter(format -> format.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not text, mermaid or json"));
        }
    }
}
