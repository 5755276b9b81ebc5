package io.tapio.logging;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What is to be said of one call. It came from the peer whose connection is in its context, for a client's call the one
 * that it is made for.
 *
 * <pre>
 *   kv: ok in 1503 ms (slow), from 127.0.0.1:50001, trace 4bf92f3577b34da6a3ce929d0e0e4736: GET x
 *   kv: failed at service (java.io.IOException) in 370 us, from 127.0.0.1:50001
 *   cache: failed at connect with 10.0.0.1:6379 in 3000 ms
 * </pre>
 */
record Line(String name, long nanos, boolean slow, @Nullable Failure failure) {
    /** What a describing function, or a peer's address, may take of a line. */
    private static final int LONGEST_PART = 200;

    private static final long MICRO = 1000;
    private static final long MILLI = 1000 * MICRO;

    /** From here on microseconds do not matter. */
    private static final long LONG = 10 * MILLI;

    /** What an operator may have to do something about is a warning; not so what callers do to themselves. */
    Level level() {
        if (failure == null) {
            return slow ? Level.WARN : Level.INFO;
        }
        return switch (failure.where()) {
            case CANCELLED, CLOSED, DECODE -> Level.INFO;
            case QUEUE, CONNECT, HANDSHAKE, WRITE, PEER_REFUSED, SERVICE, TIMEOUT -> Level.WARN;
        };
    }

    /** @param description what the request is, in the words of somebody who knows it; null if nobody was asked */
    String text(Context context, @Nullable String traceId, @Nullable String description) {
        StringBuilder text = new StringBuilder(name).append(": ");
        outcome(text);
        text.append(" in ").append(nanos < LONG ? nanos / MICRO + " us" : nanos / MILLI + " ms");
        if (slow) {
            text.append(" (slow)");
        }
        context.connection()
                .map(ConnectionInfo::remoteAddress)
                .ifPresent(peer -> text.append(", from ").append(harmless(peer.toString())));
        if (traceId != null) {
            text.append(", trace ").append(traceId);
        }
        if (description != null) {
            text.append(": ").append(harmless(description));
        }
        return text.toString();
    }

    private void outcome(StringBuilder text) {
        if (failure == null) {
            text.append("ok");
            return;
        }
        text.append("failed at ").append(failure.where().name().toLowerCase(Locale.ROOT));
        failure.address().ifPresent(address -> text.append(" with ").append(harmless(address)));
        if (failure.getCause() != null) {
            text.append(" (").append(failure.getCause().getClass().getName()).append(')');
        }
    }

    /** Short enough, and without anything that could begin another line or move a terminal's cursor. */
    private static String harmless(String text) {
        StringBuilder harmless = new StringBuilder();
        text.chars()
                .limit(LONGEST_PART)
                .forEach(c -> harmless.append(Character.isISOControl(c) || isLineBreak(c) ? '?' : (char) c));
        return text.length() > LONGEST_PART ? harmless.append('…').toString() : harmless.toString();
    }

    private static boolean isLineBreak(int c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR || type == Character.FORMAT;
    }
}
