package io.tapio.samples.hello;

import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.ServerPlan;
import io.tapio.tcp.TcpServer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

public final class HelloServer {
    static ServerPlan plan(ActorSystem<?> system) {
        Service<String, String> service = Service.of(line -> line.equals("hello") ? "world" : "idk");
        return TcpServer.create(system).plan(Line.server(), service);
    }

    public static void main(String[] args) {
        plan(ActorSystem.create(Behaviors.empty(), "hello")).bind("127.0.0.1", 12345);
    }
}
