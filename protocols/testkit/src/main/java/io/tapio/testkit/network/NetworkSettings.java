package io.tapio.testkit.network;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a network does to its connections. Immutable.
 *
 * @param toServer what happens to what clients send
 * @param toClient what happens to what servers send
 * @param resetWithin a connection is reset at a random one of this many first bytes, both directions together; 0 if it
 *     never is
 * @param halfCloseWithin one of the sides is closed at a random one of this many first bytes; 0 if it never is
 */
public record NetworkSettings(Conditions toServer, Conditions toClient, long resetWithin, long halfCloseWithin) {
    private static final int ROUGH_WINDOW = 512;
    private static final int LARGEST_ROUGH_SEGMENT_BITS = 9;
    private static final Duration LONGEST_ROUGH_DELAY = Duration.ofMillis(20);
    private static final long SLOWEST_ROUGH_RATE = 1000;
    private static final Duration LONGEST_ROUGH_STALL = Duration.ofMillis(50);

    public NetworkSettings {
        if (resetWithin < 0 || halfCloseWithin < 0) {
            throw new IllegalArgumentException(
                    "not a number of bytes: " + Math.min(resetWithin, halfCloseWithin) + "; 0 is never");
        }
    }

    /** Nothing is cut, nothing takes time, and no connection ends by itself. */
    public static NetworkSettings calm() {
        return new NetworkSettings(Conditions.calm(), Conditions.calm(), 0, 0);
    }

    /** Any mixture of small segments, delays, slowness, stalls and narrow windows; no connection ends by itself. */
    public static NetworkSettings rough(RandomGenerator random) {
        return new NetworkSettings(roughly(random), roughly(random), 0, 0);
    }

    private static Conditions roughly(RandomGenerator random) {
        Conditions some = Conditions.calm();
        if (random.nextBoolean()) {
            some = some.withSegments(1 << random.nextInt(LARGEST_ROUGH_SEGMENT_BITS));
        }
        if (random.nextBoolean()) {
            some = some.withDelay(Duration.ZERO, LONGEST_ROUGH_DELAY);
        }
        if (random.nextInt(4) == 0) {
            some = some.withRate(SLOWEST_ROUGH_RATE << random.nextInt(10));
        }
        if (random.nextInt(4) == 0) {
            some = some.withStalls(LONGEST_ROUGH_STALL);
        }
        return random.nextInt(4) == 0 ? some.withWindow(1 + random.nextInt(ROUGH_WINDOW)) : some;
    }

    /** The same for both directions. */
    public NetworkSettings withBoth(Conditions conditions) {
        return new NetworkSettings(conditions, conditions, resetWithin, halfCloseWithin);
    }

    public NetworkSettings withToServer(Conditions conditions) {
        return new NetworkSettings(conditions, toClient, resetWithin, halfCloseWithin);
    }

    public NetworkSettings withToClient(Conditions conditions) {
        return new NetworkSettings(toServer, conditions, resetWithin, halfCloseWithin);
    }

    public NetworkSettings withResetWithin(long bytes) {
        return new NetworkSettings(toServer, toClient, bytes, halfCloseWithin);
    }

    public NetworkSettings withHalfCloseWithin(long bytes) {
        return new NetworkSettings(toServer, toClient, resetWithin, bytes);
    }

    /** What happens to what is sent to {@code reader}. */
    public Conditions to(Side reader) {
        return reader == Side.SERVER ? toServer : toClient;
    }

    @Override
    public String toString() {
        return "to the server: " + toServer + "; to the client: " + toClient
                + (resetWithin == 0 ? "" : "; reset within " + resetWithin + " B")
                + (halfCloseWithin == 0 ? "" : "; half closed within " + halfCloseWithin + " B");
    }
}
