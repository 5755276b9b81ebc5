package io.tapio.testkit.dispatch;

import io.tapio.connection.CloseReason;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.network.RawPeer;
import io.tapio.testkit.random.Seed;
import java.util.concurrent.CompletionStage;

/**
 * How the two ends of a connection come together under the laws. In memory by default; whoever knows sockets holds the
 * same laws to them by another one.
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
    record Opened(RawPeer peer, Session<String, String> session) {}

    /**
     * Both ends.
     *
     * @param drain asks the server's end to drain
     * @param reset breaks the connection off
     */
    record Joined(Session<String, String> session, Runnable drain, Runnable reset) {}

    Served serve(ServerProtocol<String, String> protocol, Service<String, String> service);

    Opened open(ClientProtocol<String, String> protocol);

    Joined join(
            ClientProtocol<String, String> client,
            ServerProtocol<String, String> server,
            Service<String, String> service);

    /** Returns when nothing more will happen that the test has not brought about yet. */
    void settle();

    /** About how many bytes one direction takes that nobody reads. */
    int window();

    /** What has happened, for whoever reads that a law was broken. */
    String story();

    @Override
    void close();

    /** In memory, in virtual time. */
    static Wiring simulated(Seed seed, NetworkSettings settings) {
        return new SimulatedWiring(seed, settings);
    }
}
