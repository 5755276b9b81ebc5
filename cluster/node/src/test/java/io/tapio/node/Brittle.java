package io.tapio.node;

import io.tapio.line.Line;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** Lines whose worker cannot start, so that their service fails as soon as its restarts are used up. */
public final class Brittle implements Program {
    @Override
    public String name() {
        return "brittle";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "does not last";
    }

    @Override
    public int defaultPort() {
        return 0;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        SupervisedService<String, String> broken = ServiceSupervisor.<String, String>of("broken", () -> {
                    throw new IllegalStateException("no database");
                })
                .start(system);
        return TcpServer.create(system).plan(Line.server(), broken).standingOn(broken);
    }
}
