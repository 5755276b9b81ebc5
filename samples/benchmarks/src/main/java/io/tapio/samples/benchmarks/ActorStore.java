package io.tapio.samples.benchmarks;

import com.typesafe.config.Config;
import io.tapio.context.Context;
import io.tapio.loop.EventLoops;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.Kv;
import io.tapio.samples.kv.KvSettings;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import io.tapio.tcp.TcpServer;
import io.tapio.time.Timer;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * kv with an actor as the owner of its store: each command is a call of one service actor. The system property
 * {@code actor} says where that lives: {@code loop} on the first event loop, otherwise on Pekko's own threads.
 */
final class ActorStore {
    private static final int ROOM = 100_000;

    /** A command of one connection, for that connection's service. */
    private record Turn(Service<Command, Reply> client, Context context, Command command) {}

    private ActorStore() {}

    /** @param args the port */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
        Config config = system.settings().config();
        ServiceFactory<Command, Reply> kv = Kv.create(KvSettings.from(config), Timer.shared());
        SupervisedService<Turn, Reply> owner = owner(system);
        TcpServer servers = TcpServer.create(system);
        var binding = servers.withSettings(servers.settings().withoutSilenceTimeouts())
                .bind(
                        "127.0.0.1",
                        Integer.parseInt(args[0]),
                        Redis.server(RedisSettings.from(config)),
                        connection -> kv.open(connection)
                                .thenApply(client ->
                                        (context, command) -> owner.call(context, new Turn(client, context, command))));
        System.out.println(binding.toCompletableFuture().get());
    }

    private static SupervisedService<Turn, Reply> owner(ActorSystem<Void> system) {
        var service = ServiceSupervisor.<Turn, Reply>of(
                        "store", () -> (context, turn) -> turn.client.call(turn.context, turn.command))
                .withMaxQueued(ROOM)
                .withMaxInHands(ROOM);
        boolean onLoop = "loop".equals(System.getProperty("actor"));
        String loop = EventLoops.get(system).all().get(0).dispatcher();
        return (onLoop ? service.on(DispatcherSelector.fromConfig(loop)) : service).start(system);
    }
}
