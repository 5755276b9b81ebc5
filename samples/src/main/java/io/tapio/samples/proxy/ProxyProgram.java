package io.tapio.samples.proxy;

import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve proxy}. */
public final class ProxyProgram implements Program {
    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public String protocol() {
        return "bytes";
    }

    @Override
    public String summary() {
        return "hands each connection on to another server";
    }

    @Override
    public int defaultPort() {
        return 12350;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        ProxySettings to = ProxySettings.from(system.settings().config());
        TcpClient client = TcpClient.create(system);
        return TcpServer.create(system).plan(connection -> client.flow(to.host(), to.port()));
    }
}
