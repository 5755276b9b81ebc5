package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The connections that a server has had since it was bound, at one moment. Each that was accepted is open, or is
 * counted once under the reason it ended for.
 *
 * @param accepted all of them
 * @param ended those that have ended, by reason; without the reasons that there was no case of
 * @param obstacles how often something has kept the server from accepting; without what never has
 */
public record ConnectionCounts(long accepted, Map<CloseReason.Kind, Long> ended, Map<Obstacle, Long> obstacles) {
    /** What keeps a server from accepting a connection. But for the first, it waits in the backlog meanwhile. */
    public enum Obstacle {
        /** Its peer had {@code max-connections-per-address}. It was closed at once, and does not count as accepted. */
        ADDRESS_FULL,
        /** The server had {@code max-connections}. */
        LISTENER_FULL,
        /** {@code accept-rate} and {@code accept-burst} were used up. */
        ACCEPT_RATE,
        /** The process had opened its file descriptors up to {@code tapio.tcp.fd-reserve}. */
        DESCRIPTOR_RESERVE,
        /** The operating system said that there was no file descriptor left. */
        NO_DESCRIPTORS,
        /** The operating system gave none for another reason. */
        ACCEPT_FAILED
    }

    public ConnectionCounts {
        ended = Collections.unmodifiableMap(new TreeMap<>(ended));
        obstacles = Collections.unmodifiableMap(new TreeMap<>(obstacles));
    }

    /** Those that have not ended. */
    public long open() {
        return accepted - ended.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that have ended for this reason. */
    public long ended(CloseReason.Kind reason) {
        return ended.getOrDefault(reason, 0L);
    }

    /** How often this has kept the server from accepting. */
    public long met(Obstacle obstacle) {
        return obstacles.getOrDefault(obstacle, 0L);
    }

    /** Those of both. */
    ConnectionCounts and(ConnectionCounts other) {
        Map<CloseReason.Kind, Long> sums = new TreeMap<>(ended);
        other.ended.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
        Map<Obstacle, Long> met = new TreeMap<>(obstacles);
        other.obstacles.forEach((obstacle, count) -> met.merge(obstacle, count, Long::sum));
        return new ConnectionCounts(accepted + other.accepted, sums, met);
    }
}
