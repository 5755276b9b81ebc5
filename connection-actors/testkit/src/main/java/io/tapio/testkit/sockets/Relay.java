package io.tapio.testkit.sockets;

import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.network.Side;
import java.util.random.RandomGenerator;
import org.apache.pekko.util.ByteString;

/** Between a client's connection and a server's: hands on what comes, and ends either as the other ends. */
final class Relay {
    private final Way toServer;
    private final Way toClient;

    /** @param client the test's end of the client's connection */
    Relay(RawSocket client, RawSocket server, NetworkSettings settings, RandomGenerator random) {
        Side closing = random.nextBoolean() ? Side.SERVER : Side.CLIENT;
        long limit = settings.halfCloseWithin() == 0 ? Long.MAX_VALUE : 1 + random.nextLong(settings.halfCloseWithin());
        toServer = new Way(client, server, closing == Side.CLIENT ? limit : Long.MAX_VALUE);
        toClient = new Way(server, client, closing == Side.SERVER ? limit : Long.MAX_VALUE);
    }

    boolean move() {
        boolean moved = toServer.move();
        return toClient.move() || moved;
    }

    private static final class Way {
        private final RawSocket from;
        private final RawSocket to;
        private long left;

        /** @param left the bytes that pass before this direction is closed */
        Way(RawSocket from, RawSocket to, long left) {
            this.from = from;
            this.to = to;
            this.left = left;
        }

        boolean move() {
            boolean moved = to.unsent() < RawSocket.WINDOW && pass(from.read());
            if (from.isReset() && !to.isReset()) {
                to.reset();
                return true;
            } else if (from.isAtEnd() && !to.isEnding()) {
                to.end();
                return true;
            }
            return moved;
        }

        /** What comes behind the end of this direction is lost. */
        private boolean pass(ByteString bytes) {
            if (!bytes.isEmpty() && !to.isEnding()) {
                ByteString some = bytes.take((int) Math.min(bytes.size(), left));
                to.write(some);
                left -= some.size();
                if (left == 0) {
                    to.end();
                }
            }
            return !bytes.isEmpty();
        }
    }
}
