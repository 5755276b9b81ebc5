package io.tapio.connection;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.Locale;

/**
 * Why a connection ended.
 *
 * @param kind the reason, also the label in metrics
 * @param message one line for a person, with the numbers and the configuration key where there are any
 */
public record CloseReason(Kind kind, String message) {
    /** The detail of a failure that names a kind. */
    private static final String DETAIL = "close.reason";

    public enum Kind {
        /** The peer closed, and everything it was owed had been sent. */
        PEER_CLOSED,
        /** This side closed at an end of the conversation: the protocol said goodbye. */
        COMPLETED,
        /** Asked to drain, and drained. */
        DRAINED,
        /** Asked to drain, and cut because the drain deadline passed. */
        DRAIN_DEADLINE,
        /** It had been open for as long as a connection may be, and drained. */
        LIFETIME,
        /** The peer reset the connection, or the network did. */
        RESET,
        /** The peer's bytes do not follow the protocol. */
        PROTOCOL_FAULT,
        /** A call failed and the declared policy is to close. */
        SERVICE_FAILED,
        /** A message could not be sent to its end, and the protocol has no word for that. */
        BROKEN_OFF,
        /** The factory did not give this connection a service. */
        SERVICE_UNAVAILABLE,
        /** No connection was made. */
        CONNECT_FAILED,
        CONNECT_TIMEOUT,
        HANDSHAKE_FAILED,
        HANDSHAKE_TIMEOUT,
        /** Nothing came from the peer in time after the connection was opened. */
        FIRST_BYTE_TIMEOUT,
        IDLE_TIMEOUT,
        /** The peer began a frame, and sent the rest too slowly. */
        FRAME_TIMEOUT,
        /** The peer was pinged, and did not answer in time. */
        PING_TIMEOUT,
        /** The peer did not take what was written to it. */
        WRITE_STALLED,
        /** The peer had closed its side, and the rest took too long. */
        HALF_CLOSED_TIMEOUT,
        /** Nothing was read for too long, because nobody here asked for more. */
        READ_SUSPENDED,
        /** An actor of this connection, or one above it, was stopped. */
        STOPPED,
        /** A bug, ours or in a stage of the protocol. */
        INTERNAL_ERROR;

        /** The kind as a metric or log label: {@code idle_timeout}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@code failure}, as one that ends its connection with this kind, wherever it comes from. */
        public Failure naming(Failure failure) {
            return failure.withDetail(DETAIL, label());
        }

        /**
         * Whether what was being said ends in its middle, as far as anybody knows. The peer could take the end of the
         * connection for the end of that, so there must be none: it is reset. Any other end comes behind whole
         * messages, the one that tells of a fault among them, and is an end that they arrive before.
         */
        public boolean breaksOff() {
            return switch (this) {
                case RESET, BROKEN_OFF, STOPPED, INTERNAL_ERROR -> true;
                case WRITE_STALLED, HALF_CLOSED_TIMEOUT, DRAIN_DEADLINE -> true;
                case FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT, PING_TIMEOUT, READ_SUSPENDED -> true;
                default -> false;
            };
        }
    }

    /** Why a connection ends whose graph fails: the kind that the failure names, or else the one of its place. */
    public static CloseReason of(Throwable thrown) {
        return thrown instanceof Failure failure
                ? new CloseReason(kind(failure), String.valueOf(failure.getMessage()))
                : new CloseReason(Kind.INTERNAL_ERROR, thrown.toString());
    }

    private static Kind kind(Failure failure) {
        String named = failure.detail().get(DETAIL);
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(named)) {
                return kind;
            }
        }
        return switch (failure.where()) {
            case DECODE -> Kind.PROTOCOL_FAULT;
            case HANDSHAKE -> Kind.HANDSHAKE_FAILED;
            case CLOSED, CANCELLED -> Kind.PEER_CLOSED;
            default -> Kind.SERVICE_FAILED;
        };
    }

    /** The same failure, as one that broke off what was being said, unless it names a reason of its own. */
    public static Failure brokenOff(Failure failure) {
        return failure.detail().containsKey(DETAIL) ? failure : Kind.BROKEN_OFF.naming(failure);
    }

    /** What this reason means to a call that was under way on the connection. */
    public Failure toFailure(Processed processed) {
        Where where = switch (kind) {
            case CONNECT_FAILED, CONNECT_TIMEOUT -> Where.CONNECT;
            case HANDSHAKE_FAILED, HANDSHAKE_TIMEOUT -> Where.HANDSHAKE;
            case PROTOCOL_FAULT, FRAME_TIMEOUT -> Where.DECODE;
            default -> Where.CLOSED;
        };
        return kind.naming(Failure.at(where, processed, message));
    }

    @Override
    public String toString() {
        return kind.label() + ": " + message;
    }
}
