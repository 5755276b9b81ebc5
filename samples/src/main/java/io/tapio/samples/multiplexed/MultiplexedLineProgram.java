package io.tapio.samples.multiplexed;

import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve multiplexed-line}. */
public final class MultiplexedLineProgram implements Program {
    @Override
    public String name() {
        return "multiplexed-line";
    }

    @Override
    public String protocol() {
        return "multiplexed-line";
    }

    @Override
    public String summary() {
        return "answers each text after the milliseconds before it, whatever else waits";
    }

    @Override
    public int defaultPort() {
        return 12353;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return TcpServer.create(system)
                .plan(Line.multiplexedServer(system.settings().config()), new Later());
    }
}
