package io.tapio.samples.chat;

import com.typesafe.config.Config;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.framing.Framing;
import io.tapio.node.Program;
import io.tapio.protocol.ServerProtocol;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code tapio serve chat}. */
public final class ChatProgram implements Program {
    @Override
    public String name() {
        return "chat";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "tells every member what the others say";
    }

    @Override
    public int defaultPort() {
        return 12349;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        ServerProtocol<String, String> lines = lines(system.settings().config());
        ByteString question = ByteString.fromString("* your name?\n");
        return TcpServer.create(system)
                .plan(
                        (connection, member) -> lines.serve(connection, member).prepend(Source.single(question)),
                        new Room());
    }

    /** Lines that nobody answers, either way. */
    private static ServerProtocol<String, String> lines(Config config) {
        return Multiplex.<String, String>server(Framing.lines(Framing.maxLineBytes(config))
                        .map(Message.OneWay::new, line -> ((Message.OneWay<String>) line).body()))
                .withPushes(Room.PUSHES, String::length)
                .withSettings(MultiplexSettings.from(config));
    }
}
