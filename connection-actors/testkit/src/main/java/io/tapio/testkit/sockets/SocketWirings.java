package io.tapio.testkit.sockets;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.testkit.dispatch.Effort;
import io.tapio.testkit.dispatch.Wiring;
import io.tapio.testkit.dispatch.Wirings;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.random.Seed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Joins the two ends of a connection by TCP on loopback. */
public final class SocketWirings implements Wirings {
    /** A connection costs what it costs, so there are fewer than in memory. */
    private static final Effort EFFORT = new Effort(2, 6, 300);

    private final ActorSystem<?> system;

    private SocketWirings(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * In an ActorSystem of its own, which is made when it is first asked for and lives as long as the JVM. It has the
     * configuration of the application, so that {@code tapio.io.selector} is heeded.
     */
    public static Wirings loopback() {
        return Shared.WIRINGS;
    }

    @Override
    public Wiring wiring(Seed seed, NetworkSettings settings) {
        return new SocketWiring(system, seed, settings);
    }

    @Override
    public Effort effort() {
        return EFFORT;
    }

    private static final class Shared {
        static final SocketWirings WIRINGS =
                new SocketWirings(ActorSystem.create(Behaviors.empty(), "tapio-laws", config()));

        /** A reset is looked for often, and an end that the test brings about in its own time is waited for. */
        private static Config config() {
            return ConfigFactory.parseString("""
                            pekko.actor.provider = local
                            pekko.daemonic = on
                            pekko.log-dead-letters = off
                            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                            tapio.tcp.server.read-probe-interval = 20 ms
                            tapio.tcp.client.read-probe-interval = 20 ms
                            tapio.tcp.server.linger-timeout = 10 s
                            tapio.tcp.client.linger-timeout = 10 s
                            """).withFallback(ConfigFactory.load());
        }
    }
}
