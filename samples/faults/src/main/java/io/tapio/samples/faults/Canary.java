package io.tapio.samples.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A peer that does nothing wrong: asks on one connection all the time, and on a new one ten times a second, and counts
 * who does not answer within five seconds.
 */
final class Canary implements AutoCloseable {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration STANDING_EVERY = Duration.ofMillis(20);
    private static final Duration FRESH_EVERY = Duration.ofMillis(100);

    private final int port;
    private final Pulse standing = new Pulse();
    private final Pulse fresh = new Pulse();
    private volatile boolean ended;

    private Canary(int port) {
        this.port = port;
    }

    static Canary start(int port) {
        Canary canary = standing(port);
        canary.begin(canary::singFresh, "canary-fresh");
        return canary;
    }

    /** With the standing connection alone, for a server that has no room for new ones. */
    static Canary standing(int port) {
        Canary canary = new Canary(port);
        canary.begin(canary::singStanding, "canary-standing");
        return canary;
    }

    /** What was counted so far was before the fault. */
    void calm() {
        standing.calm();
        fresh.calm();
    }

    /** Tells the trial how it fared. */
    void report(Trial trial) {
        trial.holds("the canary's connection is served throughout", standing.isFine(), standing.toString());
        if (!fresh.isEmpty()) {
            trial.holds("new connections are served throughout", fresh.isFine(), fresh.toString());
        }
    }

    private void begin(Runnable singing, String name) {
        Thread thread = new Thread(singing, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void singStanding() {
        while (!ended) {
            try (Socket socket = connect()) {
                while (!ended) {
                    ask(socket, standing, System.nanoTime());
                    pause(STANDING_EVERY);
                }
            } catch (IOException thrown) {
                fail(standing, thrown);
            }
        }
    }

    private void singFresh() {
        while (!ended) {
            long begin = System.nanoTime();
            try (Socket socket = connect()) {
                ask(socket, fresh, begin);
            } catch (IOException thrown) {
                fail(fresh, thrown);
            }
            pause(FRESH_EVERY);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return socket;
    }

    static void ask(Socket socket, Pulse pulse, long begin) throws IOException {
        socket.getOutputStream().write(PING);
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            if (next < 0) {
                throw new IOException("closed without an answer");
            }
        }
        pulse.served(System.nanoTime() - begin);
    }

    private void fail(Pulse pulse, IOException thrown) {
        if (!ended) {
            pulse.failed(thrown);
            pause(FRESH_EVERY);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
