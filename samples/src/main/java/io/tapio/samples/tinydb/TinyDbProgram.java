package io.tapio.samples.tinydb;

import com.typesafe.config.Config;
import io.tapio.line.Line;
import io.tapio.node.Program;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.util.concurrent.CompletionStage;
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
    public CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port) {
        Config config = system.settings().config();
        TinyDb db = new TinyDb(TinyDbSettings.from(config));
        return TcpServer.create(system).bind(host, port, Line.server(config), db.lines());
    }
}
