package io.tapio.tracing;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a span is begun for.
 *
 * @param system the protocol, in lower case: {@code redis}
 * @param method what the call asks for, as one of few words that the program knows, never a peer's: {@code GET}; null
 *     if nobody has said how to tell
 * @param server where the call goes, if this is a client's and somebody has said it
 */
public record Operation(
        Kind kind,
        String system,
        @Nullable String method,
        @Nullable SocketAddress server) {
    /** The side of the wire. */
    public enum Kind {
        /** A call that has come, to be answered here. */
        SERVER,
        /** A call that is made. */
        CLIENT
    }

    public Operation withMethod(String method) {
        return new Operation(kind, system, method, server);
    }

    public Operation withServer(SocketAddress server) {
        return new Operation(kind, system, method, server);
    }
}
