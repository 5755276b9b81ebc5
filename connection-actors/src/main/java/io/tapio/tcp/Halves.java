package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The two halves of a connection on their way to its end, and what began it. As soon as one half has ended, or its
 * bytes are refused, the other is under a deadline; when both have ended, the connection is over.
 *
 * <pre>
 *   input    OPEN ──the peer's FIN──▶ ENDED
 *            OPEN ──nobody wants it──▶ REFUSED ──the peer's FIN──▶ ENDED
 *   output   OPEN ──the graph is done, all is written: our FIN──▶ ENDED
 * </pre>
 */
final class Halves {
    private enum Half {
        OPEN,
        REFUSED,
        ENDED
    }

    private final Deadlines deadlines;
    private Half input = Half.OPEN;
    private Half output = Half.OPEN;
    private @Nullable CloseReason cause;

    Halves(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** Why the end began, if it has; the first reason stays, but a fault says more than that the peer has closed. */
    void because(CloseReason reason) {
        if (cause == null || cause.kind() == Kind.PEER_CLOSED && !CloseReasons.isClean(reason)) {
            cause = reason;
        }
    }

    boolean isInputOpen() {
        return input == Half.OPEN;
    }

    boolean isInputRefused() {
        return input == Half.REFUSED;
    }

    boolean isOutputOpen() {
        return output == Half.OPEN;
    }

    boolean isOver() {
        return input == Half.ENDED && output == Half.ENDED;
    }

    /** Why the connection ended, when it did so by its two halves. */
    CloseReason reason() {
        return cause != null ? cause : new CloseReason(Kind.PEER_CLOSED, "the peer closed");
    }

    /** A reset that comes when all was sent and nothing more is wanted takes nothing from what began the end. */
    CloseReason onIoError(IOException thrown) {
        return output == Half.ENDED && input == Half.REFUSED ? reason() : CloseReasons.reset(thrown);
    }

    /** Bytes that come from now on are dropped: the graph takes no more. */
    void refuseInput() {
        dropInput();
        if (output == Half.ENDED) {
            deadlines.start(Deadlines.Kind.LINGER);
        } else {
            deadlines.start(Deadlines.Kind.HALF_CLOSED);
        }
    }

    /** As {@link #refuseInput}, under a deadline that somebody else keeps. */
    void dropInput() {
        input = Half.REFUSED;
        stopReading();
    }

    void endInput() {
        because(new CloseReason(Kind.PEER_CLOSED, "the peer closed"));
        input = Half.ENDED;
        stopReading();
        if (output != Half.ENDED) {
            deadlines.start(Deadlines.Kind.HALF_CLOSED);
        }
    }

    void endOutput() {
        output = Half.ENDED;
        if (input == Half.REFUSED) {
            deadlines.start(Deadlines.Kind.LINGER);
        } else if (input == Half.OPEN) {
            deadlines.start(Deadlines.Kind.HALF_CLOSED);
        }
    }

    private void stopReading() {
        deadlines.stop(Deadlines.Kind.FIRST_BYTE);
        deadlines.stop(Deadlines.Kind.IDLE);
        deadlines.stop(Deadlines.Kind.READ_PROBE);
        deadlines.stop(Deadlines.Kind.READ_SUSPENDED);
    }
}
