package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import org.apache.pekko.stream.Materializer;

/** What ended a connection, put into words. */
final class CloseReasons {
    private CloseReasons() {}

    /** A deadline passed; {@code section} is where its key stands. */
    static CloseReason passed(Deadlines.Kind deadline, Duration limit, String section) {
        return switch (deadline) {
            case FIRST_BYTE -> late(Kind.FIRST_BYTE_TIMEOUT, "no byte came", limit, section, "first-byte-timeout");
            case IDLE -> late(Kind.IDLE_TIMEOUT, "no byte went either way", limit, section, "idle-timeout");
            case WRITE_STALLED ->
                late(Kind.WRITE_STALLED, "the peer took nothing", limit, section, "write-stalled-timeout");
            case HALF_CLOSED ->
                late(
                        Kind.HALF_CLOSED_TIMEOUT,
                        "one side had closed and the other did not end",
                        limit,
                        section,
                        "half-closed-timeout");
            case LINGER ->
                late(Kind.COMPLETED, "the peer did not close after the end", limit, section, "linger-timeout");
            case READ_PROBE, READ_SUSPENDED ->
                late(
                        Kind.READ_SUSPENDED,
                        "nobody asked for what the peer had sent",
                        limit,
                        section,
                        "read-suspended-timeout");
        };
    }

    static CloseReason handshakeTimeout(Duration limit, ConnectionSettings settings) {
        return late(
                Kind.HANDSHAKE_TIMEOUT, "the connection was not ready", limit, settings.path(), "handshake-timeout");
    }

    /** @param to what it was waited for, in words that follow a colon; may be empty */
    static CloseReason connectTimeout(Duration limit, ConnectionSettings settings, String to) {
        CloseReason late =
                late(Kind.CONNECT_TIMEOUT, "no connection was made", limit, settings.path(), "connect-timeout");
        return to.isEmpty() ? late : new CloseReason(late.kind(), late.message() + ": " + to);
    }

    static CloseReason drainDeadline(Duration limit, ConnectionSettings settings) {
        return late(Kind.DRAIN_DEADLINE, "calls were still under way", limit, settings.path(), "drain-timeout");
    }

    /** A connection has been open for {@code drawn}, which was drawn for it from around the limit. */
    static CloseReason lifetime(Duration drawn, ConnectionSettings settings) {
        return new CloseReason(
                Kind.LIFETIME,
                "it had been open for " + text(drawn) + " (" + settings.path() + ".max-lifetime = "
                        + settings.maxLifetime().map(CloseReasons::text).orElse("off") + ", a tenth less or more)");
    }

    /** The handshake failed, or there was no service for the connection. */
    static CloseReason notOpened(Failure cause, Conversation conversation) {
        Kind kind = conversation instanceof Conversation.Serving ? Kind.SERVICE_UNAVAILABLE : Kind.HANDSHAKE_FAILED;
        return new CloseReason(kind, String.valueOf(cause.getMessage()));
    }

    /** The graph could not be started: its parent was stopped, or a stage of the protocol is broken. */
    static CloseReason notStarted(Throwable cause, Materializer parent) {
        return parent.isShutdown()
                ? stopped("the parent of the connection's graph")
                : new CloseReason(Kind.INTERNAL_ERROR, "the graph did not start: " + cause);
    }

    /**
     * The failure of a flow of bytes that no protocol stands behind: whoever made it has told the peer nothing of it,
     * and what was said ends anywhere. One that comes before anything was done has nothing to break off.
     */
    static Failure ofBytes(Failure failure) {
        return failure.isSafeToRetry() ? failure : CloseReason.brokenOff(failure);
    }

    static CloseReason reset(IOException cause) {
        return new CloseReason(Kind.RESET, String.valueOf(cause.getMessage()));
    }

    static CloseReason stopped(String what) {
        return new CloseReason(Kind.STOPPED, what + " was stopped");
    }

    /** True for an end that took nothing from anybody: all that was owed had been sent. */
    static boolean isClean(CloseReason reason) {
        return switch (reason.kind()) {
            case PEER_CLOSED, COMPLETED, DRAINED, LIFETIME -> true;
            default -> false;
        };
    }

    /** True for an end that this side makes while it may be saying something. Silence is none of that. */
    static boolean cutsShort(CloseReason reason) {
        return switch (reason.kind()) {
            case FIRST_BYTE_TIMEOUT, IDLE_TIMEOUT -> false;
            default -> reason.kind().breaksOff();
        };
    }

    private static CloseReason late(Kind kind, String what, Duration limit, String section, String key) {
        return new CloseReason(kind, what + " within " + text(limit) + " (" + section + "." + key + ")");
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
