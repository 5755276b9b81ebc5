package io.tapio.samples.doubler;

import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.service.Service;
import io.tapio.stats.SystemStats;
import io.tapio.stats.calls.CallStats;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve doubler}, with its calls counted: {@code --metrics 9990} shows them. */
public final class DoublerProgram implements Program {
    @Override
    public String name() {
        return "doubler";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "doubles integers, one a line";
    }

    @Override
    public int defaultPort() {
        return 12346;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Service<Long, Long> doubler = Service.of(number -> Math.multiplyExact(number, 2));
        CallStats<Long, Long> counted =
                CallStats.ofServer(SystemStats.of(system).tagged("service", name()));
        return TcpServer.create(system).plan(Line.integers(), counted.apply(doubler));
    }
}
