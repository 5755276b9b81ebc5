package io.tapio.protocol;

import io.tapio.connection.ConnectionInfo;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Speaks one protocol on the server's end of a connection: bytes in, bytes out, with a service in the middle. */
@FunctionalInterface
public interface ServerProtocol<Q, A> {
    Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service);

    /**
     * Whether the graph ends by itself once {@link ConnectionInfo#draining()} completes. If not, which is the default,
     * the end of its input is the sign to finish: it sees what it sees when the peer closes its side.
     */
    default boolean drains() {
        return false;
    }

    /** The same protocol, with {@code filter} in front of the service of each connection. */
    default <Q2, A2> ServerProtocol<Q2, A2> filtered(Filter<Q, A, Q2, A2> filter) {
        return new FilteredServer<>(this, filter);
    }
}

record FilteredServer<Q, A, Q2, A2>(ServerProtocol<Q, A> protocol, Filter<Q, A, Q2, A2> filter)
        implements ServerProtocol<Q2, A2> {
    @Override
    public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q2, A2> service) {
        return protocol.serve(connection, filter.apply(service));
    }

    @Override
    public boolean drains() {
        return protocol.drains();
    }
}
