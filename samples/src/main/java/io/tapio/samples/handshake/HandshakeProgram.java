package io.tapio.samples.handshake;

import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.service.Service;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import java.util.Locale;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve handshake}. */
public final class HandshakeProgram implements Program {
    @Override
    public String name() {
        return "handshake";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "answers in capitals whoever has greeted it";
    }

    @Override
    public int defaultPort() {
        return 12355;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Service<String, String> capitals = Service.of(line -> line.toUpperCase(Locale.ROOT));
        return TcpServer.create(system)
                .plan(Line.handshakingServer(system.settings().config()), capitals);
    }
}
