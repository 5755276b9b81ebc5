package io.tapio.samples.echo;

import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** {@code tapio serve echo}. */
public final class EchoProgram implements Program {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String protocol() {
        return "bytes";
    }

    @Override
    public String summary() {
        return "sends back what comes, byte for byte";
    }

    @Override
    public int defaultPort() {
        return 12347;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        return TcpServer.create(system).plan(connection -> Flow.of(ByteString.class));
    }
}
