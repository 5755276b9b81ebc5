package io.tapio.samples.tinydb;

import com.typesafe.config.Config;
import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;

/** {@code tapio serve tinydb}. */
public final class TinyDbProgram implements Program {
    @Override
    public String name() {
        return "tinydb";
    }

    @Override
    public String protocol() {
        return "line";
    }

    @Override
    public String summary() {
        return "keeps values by key: GET key, SET key value";
    }

    @Override
    public int defaultPort() {
        return 12352;
    }

    @Override
    public ServerPlan plan(ActorSystem<?> system) {
        Config config = system.settings().config();
        TinyDb db = new TinyDb(TinyDbSettings.from(config));
        return TcpServer.create(system).plan(Line.server(config), db.lines());
    }
}
