package io.tapio.testkit.network;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.ActorMaterializer;
import org.apache.pekko.stream.ActorMaterializerSettings;
import org.apache.pekko.stream.Materializer;

/**
 * The graphs of one simulation, under an actor of theirs. All simulations of a JVM share an ActorSystem, which lives as
 * long as the JVM; each has a dispatcher of its own, so that they share nothing that tells time or order.
 */
final class Graphs {
    private enum Stop {
        INSTANCE
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final SimulatedThread thread;
    private final CompletableFuture<Materializer> started = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final ActorRef<Stop> root;

    private Graphs(SimulatedThread thread) {
        this.thread = thread;
        String id = "tapio-simulation-" + COUNT.incrementAndGet();
        ActorSystem<Void> system = Shared.SYSTEM;
        var dispatchers = Adapter.toClassic(system).dispatchers();
        dispatchers.registerConfigurator(id, new SimulatedDispatcher(id, dispatchers, thread));
        root = system.systemActorOf(
                Behaviors.setup(context -> root(context, id)), id, DispatcherSelector.fromConfig(id));
    }

    static Graphs start(SimulatedThread thread) {
        Graphs graphs = new Graphs(thread);
        thread.runWithOthers(graphs.started::isDone);
        return graphs;
    }

    Materializer materializer() {
        return started.join();
    }

    void stop() {
        root.tell(Stop.INSTANCE);
        thread.runWithOthers(stopped::isDone);
    }

    @SuppressWarnings("deprecation") // the one way to choose the dispatcher of a materializer's own actor
    private Behavior<Stop> root(ActorContext<Stop> context, String dispatcher) {
        var classic = Adapter.toClassic(context);
        started.complete(ActorMaterializer.create(
                ActorMaterializerSettings.create(classic.system()).withDispatcher(dispatcher), classic));
        return Behaviors.receive(Stop.class)
                .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
                .onSignal(PostStop.class, signal -> {
                    stopped.complete(null);
                    return Behaviors.same();
                })
                .build();
    }

    /** Made when the first simulation starts. */
    private static final class Shared {
        static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "tapio-simulations", config());

        private static Config config() {
            return ConfigFactory.parseString("""
                            pekko.actor.provider = local
                            pekko.daemonic = on
                            pekko.log-dead-letters = off
                            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                            """).withFallback(ConfigFactory.load());
        }
    }
}
