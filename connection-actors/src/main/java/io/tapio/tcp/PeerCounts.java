package io.tapio.tcp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each peer has, where there is a limit to that. A peer is an IPv4 address, or the network of 64
 * bits that an IPv6 address is in, because whoever has one address there has all of them. Belongs to one thread.
 */
final class PeerCounts {
    private final int limit;
    private final Map<Long, Integer> counts = new HashMap<>();

    /** @param limit {@link Integer#MAX_VALUE} for none; then nothing is counted */
    PeerCounts(int limit) {
        this.limit = limit;
    }

    boolean isFull(SocketAddress address) {
        Long peer = peer(address);
        return peer != null && counts.getOrDefault(peer, 0) >= limit;
    }

    void add(SocketAddress address) {
        Long peer = peer(address);
        if (peer != null) {
            counts.merge(peer, 1, Integer::sum);
        }
    }

    void remove(SocketAddress address) {
        Long peer = peer(address);
        if (peer != null) {
            counts.computeIfPresent(peer, (same, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** The peers that have connections. */
    int size() {
        return counts.size();
    }

    private @Nullable Long peer(SocketAddress address) {
        if (limit == Integer.MAX_VALUE || !(address instanceof InetSocketAddress internet)) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(internet.getAddress().getAddress());
        return bytes.remaining() == Integer.BYTES ? bytes.getInt() : bytes.getLong();
    }
}
