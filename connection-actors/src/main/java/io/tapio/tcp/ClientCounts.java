package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.stats.Counter;
import io.tapio.stats.CounterOf;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.stats.SystemStats;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * Counts the connections that an ActorSystem makes to others: not by target, which may be what a peer has asked for.
 * Thread-safe.
 */
final class ClientCounts implements Extension {
    static final Metric CONNECTED =
            Metric.counter("tapio.tcp.client.connected", "{connection}", "Connections that were made");
    static final Metric FAILED = Metric.counter(
            "tapio.tcp.client.failed", "{connection}", "Connections that could not be made, by reason", "reason");
    static final Metric OPEN =
            Metric.gauge("tapio.tcp.client.open", "{connection}", "Connections that were made and have not ended");
    static final Metric ENDED = Metric.counter(
            "tapio.tcp.client.ended", "{connection}", "Connections that were made and have ended, by reason", "reason");

    private static final Id ID = new Id();

    private final Counter connected;
    private final CounterOf<Kind> failed;
    private final Counter open;
    private final CounterOf<Kind> ended;

    private ClientCounts(Stats stats) {
        connected = stats.counter(CONNECTED);
        failed = new CounterOf<>(stats, FAILED, Kind.class);
        open = stats.counter(OPEN);
        ended = new CounterOf<>(stats, ENDED, Kind.class);
    }

    static ClientCounts get(ActorSystem system) {
        return ID.get(system);
    }

    void failed(CloseReason reason) {
        failed.increment(reason.kind());
    }

    /** A connection is made, which will have ended. */
    void connected() {
        connected.increment();
        open.increment();
    }

    void ended(CloseReason reason) {
        ended.increment(reason.kind());
        open.add(-1);
    }

    private static final class Id extends AbstractExtensionId<ClientCounts> {
        @Override
        public ClientCounts createExtension(ExtendedActorSystem system) {
            return new ClientCounts(SystemStats.of(system));
        }
    }
}
