package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import org.apache.pekko.util.ByteString;

/**
 * Whether a client speaks TLS to a port that does not, by the first that each of the two has said. It changes no byte
 * and no end, only the words of a reason: a protocol whose messages look like this goes on as ever.
 *
 * <pre>
 *   UNHEARD ──a ClientHello──▶ ASKED ──a record──▶ SETTLED
 *      │                         └──anything else──▶ REFUSED
 *      └──anything else──▶ SETTLED
 * </pre>
 *
 * <p>The answer counts, because a port may speak TLS without the configuration saying so: a protocol does that is
 * behind it by itself, and a proxy hands on what others say.
 */
enum TlsGuess {
    /** The peer has said nothing. */
    UNHEARD,
    /** The peer has said a ClientHello, and nothing was said to it since. */
    ASKED,
    /** The answer was no TLS. */
    REFUSED,
    /** There is nothing to tell: it is not TLS, or both speak it. */
    SETTLED;

    private static final String WORDS = "the peer begins with TLS, and this port does not (tapio.tcp.server.tls): ";
    private static final int MAJOR = 3;
    private static final int LAST_MINOR = 4;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE = 5;

    /**
     * What the peer's first chunk tells, as far as it goes.
     *
     * <pre>
     *   22 (1)  3, 0 to 4 (2)  length of the record (2)  1 (1)  length of the message (3)  …
     * </pre>
     */
    static TlsGuess of(ByteString first) {
        boolean asks = first.size() > 2
                && isRecord(HANDSHAKE, first)
                && first.apply(2) >= 0
                && first.apply(2) <= LAST_MINOR
                && (first.size() <= MESSAGE || first.apply(MESSAGE) == CLIENT_HELLO);
        return asks ? ASKED : SETTLED;
    }

    /** What is said to a peer that has {@link #ASKED}. */
    TlsGuess answered(ByteString answer) {
        return isRecord(HANDSHAKE, answer) || isRecord(ALERT, answer) ? SETTLED : REFUSED;
    }

    private static boolean isRecord(int type, ByteString bytes) {
        return bytes.size() > 1 && bytes.apply(0) == type && bytes.apply(1) == MAJOR;
    }

    /** The same reason, with what is behind it: a fault, or an end that the peer has made or left to a deadline. */
    CloseReason named(CloseReason reason) {
        boolean named = switch (reason.kind()) {
            case PROTOCOL_FAULT -> this == ASKED || this == REFUSED;
            case PEER_CLOSED, RESET, IDLE_TIMEOUT, HALF_CLOSED_TIMEOUT -> this == REFUSED;
            default -> false;
        };
        return named ? new CloseReason(reason.kind(), WORDS + reason.message()) : reason;
    }
}
