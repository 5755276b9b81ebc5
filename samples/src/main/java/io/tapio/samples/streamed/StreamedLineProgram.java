package io.tapio.samples.streamed;

import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve streaming-line}. */
public final class StreamedLineProgram implements Program {
    @Override
    public String name() {
        return "streaming-line";
    }

    @Override
    public String protocol() {
        return "streaming-line";
    }

    @Override
    public String summary() {
        return "numbers the lines of each body as they come";
    }

    @Override
    public int defaultPort() {
        return 12354;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return TcpServer.create(system)
                .plan(Line.streamingServer(system.settings().config()), new Numbering(system));
    }
}
