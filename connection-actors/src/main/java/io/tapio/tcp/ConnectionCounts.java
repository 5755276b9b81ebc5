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
 */
public record ConnectionCounts(long accepted, Map<CloseReason.Kind, Long> ended) {
    public ConnectionCounts {
        ended = Collections.unmodifiableMap(new TreeMap<>(ended));
    }

    /** Those that have not ended. */
    public long open() {
        return accepted - ended.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those that have ended for this reason. */
    public long ended(CloseReason.Kind reason) {
        return ended.getOrDefault(reason, 0L);
    }

    /** Those of both. */
    ConnectionCounts and(ConnectionCounts other) {
        Map<CloseReason.Kind, Long> sums = new TreeMap<>(ended);
        other.ended.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
        return new ConnectionCounts(accepted + other.accepted, sums);
    }
}
