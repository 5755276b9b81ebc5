package io.tapio.tls;

import io.tapio.time.Pace;
import io.tapio.time.PaceWatch;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.pekko.util.ByteString;

/**
 * A handshake with oneself, in memory: the classes that it takes, some hundreds, are loaded on another thread then, and
 * not on the event loop of the first who connects. With it, a word each way, and the end.
 */
final class FirstHandshake {
    private static final ByteString WORD = ByteString.fromString("x");

    /** Flights from one end to the other, more than any handshake has. */
    private static final int FLIGHTS = 16;

    private static final Duration FOREVER = Duration.ofDays(1);

    private FirstHandshake() {}

    /**
     * Of {@code server} with a client that trusts the certificate of {@code identity}; false if one refused the other.
     */
    static boolean make(SSLEngine server, TlsIdentity identity, TlsSettings settings) {
        PemFiles files = PemFiles.read(List.of(identity.certificateFile()));
        SSLEngine client = ContextMaker.make(settings, List.of(), Optional.of(identity.certificateFile()), files)
                .createSSLEngine();
        client.setUseClientMode(true);
        client.setSSLParameters(EngineProviders.parameters(client, settings));
        try {
            return between(new Sealing(client, unhurried()), new Sealing(server, unhurried()));
        } catch (SSLException refused) {
            return false; // its certificate has expired, or it wants to see the client's: most is loaded all the same
        }
    }

    private static PaceWatch unhurried() {
        return new PaceWatch(Pace.within(FOREVER), Timer.shared(), rung -> {});
    }

    private static boolean between(Sealing client, Sealing server) throws SSLException {
        for (int i = 0; i < FLIGHTS && !(client.isShaken() && server.isShaken()); i++) {
            server.add(flight(client));
            client.add(flight(server));
        }
        server.open();
        client.open();
        client.say(WORD);
        server.add(flight(client));
        server.say(WORD);
        client.add(flight(server));
        client.finish();
        server.add(flight(client));
        server.finish();
        client.add(flight(server));
        flight(client);
        return client.peerIsOver() && server.peerIsOver();
    }

    private static ByteString flight(Sealing end) throws SSLException {
        Scratch scratch = Scratch.empty();
        Sealing.Next next;
        do {
            next = end.step(scratch, true, true);
            if (next == Sealing.Next.COMPUTE) {
                end.tasks().run();
            }
        } while (next != Sealing.Next.WAIT);
        return Scratch.take(scratch.sealed);
    }
}
