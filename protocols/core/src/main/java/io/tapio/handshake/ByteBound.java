package io.tapio.handshake;

import org.apache.pekko.util.ByteString;

/**
 * Counts the bytes of one handshake. The chunk in which the limit falls may have the protocol proper behind the
 * handshake, so that only the next one is refused.
 */
final class ByteBound {
    private final HandshakeSettings settings;
    private long bytes;

    ByteBound(HandshakeSettings settings) {
        this.settings = settings;
    }

    ByteString within(ByteString chunk) {
        if (bytes > settings.maxBytes()) {
            throw settings.tooManyBytes(bytes);
        }
        bytes += chunk.size();
        return chunk;
    }
}
