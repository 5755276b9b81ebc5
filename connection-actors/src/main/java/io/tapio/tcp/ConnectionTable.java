package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The connections of a listener: the table of those that are open, and the numbers of all that there have been. Belongs
 * to the listener; the numbers can be read on any thread.
 */
final class ConnectionTable {
    private static final Kind[] KINDS = Kind.values();

    private final Map<ActorRef<ConnectionActor.Command>, TcpConnection> open = new HashMap<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLongArray ended = new AtomicLongArray(KINDS.length);

    int size() {
        return open.size();
    }

    void tell(ConnectionActor.Command command) {
        open.keySet().forEach(connection -> connection.tell(command));
    }

    /** A socket was accepted; it is added as a connection, or has ended. */
    void accepted() {
        accepted.incrementAndGet();
    }

    void ended(CloseReason reason) {
        ended.incrementAndGet(reason.kind().ordinal());
    }

    void add(ActorRef<ConnectionActor.Command> actor, TcpConnection connection) {
        open.put(actor, connection);
    }

    /** The actor of a connection has stopped. */
    void remove(ActorRef<ConnectionActor.Command> actor) {
        TcpConnection connection = open.remove(actor);
        if (connection != null) {
            ended(connection);
        }
    }

    /** As {@link #remove}, for all that are left. */
    void removeAll() {
        open.values().forEach(this::ended);
        open.clear();
    }

    /** What the numbers are now. */
    ConnectionCounts counts() {
        Map<Kind, Long> reasons = new EnumMap<>(Kind.class);
        for (Kind kind : KINDS) { // first, so that none has ended that was not accepted
            long count = ended.get(kind.ordinal());
            if (count > 0) {
                reasons.put(kind, count);
            }
        }
        return new ConnectionCounts(accepted.get(), reasons);
    }

    /** An actor that could not even start has left no reason. */
    private void ended(TcpConnection connection) {
        ended(connection.closedPromise().getNow(CloseReasons.stopped("the connection's actor")));
    }
}
