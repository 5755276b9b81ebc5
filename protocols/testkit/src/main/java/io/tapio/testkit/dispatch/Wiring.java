package io.tapio.testkit.dispatch;

import io.tapio.connection.CloseReason;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.network.RawPeer;
import java.util.concurrent.CompletionStage;

/**
 * How the two ends of a connection come together under the laws, and how time goes on: nothing needs to happen before
 * the test {@linkplain #settle settles}. For the thread of one test.
 */
public interface Wiring extends AutoCloseable {
    /**
     * A server's end, and the test as its client.
     *
     * @param closed why the server's end has ended, when it has
     * @param drain asks the server's end to drain
     */
    record Served(RawPeer peer, CompletionStage<CloseReason> closed, Runnable drain) {}

    /** A client's end, and the test as its server. */
    record Opened<Q, A>(RawPeer peer, Session<Q, A> session) {}

    /**
     * Both ends.
     *
     * @param drain asks the server's end to drain
     * @param reset breaks the connection off
     */
    record Joined<Q, A>(Session<Q, A> session, Runnable drain, Runnable reset) {}

    <Q, A> Served serve(ServerProtocol<Q, A> protocol, Service<Q, A> service);

    <Q, A> Opened<Q, A> open(ClientProtocol<Q, A> protocol);

    <Q, A> Joined<Q, A> join(ClientProtocol<Q, A> client, ServerProtocol<Q, A> server, Service<Q, A> service);

    /** Returns when nothing more will happen that the test has not brought about yet. */
    void settle();

    /** About how many bytes of the test's are taken that the other end does not read. */
    int windowFromPeer();

    /** About how many bytes the other end can write that the test does not read. */
    int windowToPeer();

    /** What has happened, for whoever reads that a law was broken. */
    String story();

    @Override
    void close();
}
