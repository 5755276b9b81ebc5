package io.tapio.upgrade;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The way from a service to another protocol on the connection of its call. In the context of each call that may ask
 * for it, under {@link #KEY}; thread-safe.
 *
 * <p>The reply to the call that has asked is the last word of the old protocol, and the bytes behind its request are
 * the first of the new one. A call that fails has asked for nothing.
 */
public final class Upgrade {
    /** Where a call finds it; a call that does not find it cannot change the protocol. */
    public static final Context.Key<Upgrade> KEY = Context.Key.local("upgrade");

    private final ConnectionInfo connection;
    private final Switch points;
    private volatile @Nullable Flow<ByteString, ByteString, ?> next;

    /** @param points those of {@code connection}, whose first protocol this one's calls are made in */
    public Upgrade(ConnectionInfo connection, Switch points) {
        this.connection = connection;
        this.points = points;
    }

    /**
     * A server's protocol, which another may follow if {@code offered}; if not, that costs nothing.
     *
     * @param first the graph of the protocol, for the way that its calls are to find; null if there is none
     */
    public static Flow<ByteString, ByteString, NotUsed> serving(
            ConnectionInfo connection,
            boolean offered,
            Function<@Nullable Upgrade, Flow<ByteString, ByteString, NotUsed>> first) {
        return offered
                ? Switch.starting(points -> first.apply(new Upgrade(connection, points)))
                        .mapMaterializedValue(started -> NotUsed.getInstance())
                : first.apply(null);
    }

    /** Lets {@code protocol} follow, before the call's reply is there. */
    public <Q, A> void to(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        to(protocol.serve(connection, service));
    }

    /** Lets the graph follow; what was asked for last counts. */
    public void to(Flow<ByteString, ByteString, ?> next) {
        this.next = next;
    }

    // -- for the dispatch

    /**
     * The call is answered: what it has asked for follows if it has succeeded, and is forgotten if not.
     *
     * @return true if another protocol follows
     */
    public boolean settle(boolean success) {
        Flow<ByteString, ByteString, ?> asked = next;
        next = null;
        if (asked == null || !success) {
            return false;
        }
        points.to(asked);
        return true;
    }
}
