package io.tapio.samples.hello;

import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

public final class HelloServer {
    static CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port) {
        Service<String, String> service = Service.of(line -> line.equals("hello") ? "world" : "idk");
        return TcpServer.create(system).bind(host, port, Line.server(), service);
    }

    public static void main(String[] args) {
        start(ActorSystem.create(Behaviors.empty(), "hello"), "127.0.0.1", 12345);
    }
}
