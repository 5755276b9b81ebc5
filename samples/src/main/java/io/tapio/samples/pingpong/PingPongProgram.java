package io.tapio.samples.pingpong;

import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.service.Service;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve ping-pong}. */
public final class PingPongProgram implements Program {
    @Override
    public String name() {
        return "ping-pong";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "sends lines back, and knows by pings whether its clients live";
    }

    @Override
    public int defaultPort() {
        return 12356;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Service<String, String> echo = Service.of(line -> line);
        return TcpServer.create(system)
                .plan(Line.keepingAliveServer(system.settings().config()), echo);
    }
}
