package io.tapio.node;

import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;

/** The program of most of these tests: lines in capitals; the line "never" has no answer. */
public final class Upper implements Program {
    @Override
    public String name() {
        return "upper";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "writes lines in capitals";
    }

    @Override
    public int defaultPort() {
        return 4711;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Service<String, String> capitals = Service.of(line -> line.toUpperCase(Locale.ROOT));
        Service<String, String> service =
                (context, line) -> line.equals("never") ? new CompletableFuture<>() : capitals.call(context, line);
        return TcpServer.create(system).plan(Line.server(), service);
    }
}
