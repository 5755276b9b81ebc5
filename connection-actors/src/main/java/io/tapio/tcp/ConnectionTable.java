package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.stats.Counter;
import io.tapio.stats.CounterOf;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.tcp.ConnectionCounts.Obstacle;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a listener: the table of those that are open, and the numbers of all that there have been. Belongs
 * to the listener; the numbers can be read on any thread.
 */
final class ConnectionTable {
    static final Metric ACCEPTED =
            Metric.counter("tapio.tcp.server.accepted", "{connection}", "Connections that were accepted", "listener");
    static final Metric OPEN =
            Metric.gauge("tapio.tcp.server.open", "{connection}", "Connections that have not ended", "listener");
    static final Metric ENDED = Metric.counter(
            "tapio.tcp.server.ended", "{connection}", "Connections that have ended, by reason", "listener", "reason");
    static final Metric MET = Metric.counter(
            "tapio.tcp.server.obstacles",
            "{obstacle}",
            "Times that something kept the listener from accepting",
            "listener",
            "obstacle");

    private static final Kind[] KINDS = Kind.values();
    private static final Obstacle[] OBSTACLES = Obstacle.values();

    private final Map<ActorRef<ConnectionActor.Command>, TcpConnection> open = new HashMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLongArray ended = new AtomicLongArray(KINDS.length);
    private final AtomicLongArray obstacles = new AtomicLongArray(OBSTACLES.length);

    private final Counter allAccepted;
    private final CounterOf<Kind> allEnded;
    private final CounterOf<Obstacle> allObstacles;

    /** @param listener what its numbers are told apart by: where it listens */
    ConnectionTable(Stats stats, String listener) {
        allAccepted = stats.counter(ACCEPTED, listener);
        allEnded = new CounterOf<>(stats, ENDED, Kind.class, listener);
        allObstacles = new CounterOf<>(stats, MET, Obstacle.class, listener);
        stats.gauge(OPEN, this, table -> table.counts().open(), listener);
    }

    int size() {
        return open.size();
    }

    void tell(ConnectionActor.Command command) {
        open.keySet().forEach(connection -> connection.tell(command));
    }

    /** A socket was accepted; it is added as a connection, or has ended. */
    void accepted() {
        accepted.incrementAndGet();
        allAccepted.increment();
    }

    void met(Obstacle obstacle) {
        obstacles.incrementAndGet(obstacle.ordinal());
        allObstacles.increment(obstacle);
    }

    void ended(CloseReason reason) {
        ended.incrementAndGet(reason.kind().ordinal());
        allEnded.increment(reason.kind());
    }

    void add(ActorRef<ConnectionActor.Command> actor, TcpConnection connection) {
        open.put(actor, connection);
    }

    /** The actor of a connection has stopped; which one that was, unless it had been removed before. */
    @Nullable
    TcpConnection remove(ActorRef<ConnectionActor.Command> actor) {
        TcpConnection connection = open.remove(actor);
        if (connection != null) {
            ended(connection.reason());
        }
        return connection;
    }

    /** As {@link #remove}, for all that are left. */
    void removeAll(Consumer<TcpConnection> removed) {
        open.values().forEach(connection -> {
            ended(connection.reason());
            removed.accept(connection);
        });
        open.clear();
    }

    /** What the numbers are now. */
    ConnectionCounts counts() {
        Map<Kind, Long> reasons = counted(KINDS, ended); // first, so that none has ended that was not accepted
        return new ConnectionCounts(accepted.get(), reasons, counted(OBSTACLES, obstacles));
    }

    private static <E extends Enum<E>> Map<E, Long> counted(E[] all, AtomicLongArray counts) {
        Map<E, Long> counted = new TreeMap<>();
        for (E each : all) {
            long count = counts.get(each.ordinal());
            if (count > 0) {
                counted.put(each, count);
            }
        }
        return counted;
    }
}
