package io.tapio.protocol;

import io.tapio.connection.ConnectionInfo;
import io.tapio.filter.Filter;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Speaks one protocol on the client's end of a connection. The session comes when the protocol's own greeting is done,
 * or the stage fails with why it could not be.
 */
@FunctionalInterface
public interface ClientProtocol<Q, A> {
    Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> open(ConnectionInfo connection);

    /** The same protocol, with {@code filter} around the calls of each session. */
    default <Q2, A2> ClientProtocol<Q2, A2> filtered(Filter<Q2, A2, Q, A> filter) {
        return connection -> open(connection)
                .mapMaterializedValue(opened -> opened.thenApply(session -> session.withCalls(filter.apply(session))));
    }
}
