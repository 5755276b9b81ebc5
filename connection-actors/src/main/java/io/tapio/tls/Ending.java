package io.tapio.tls;

import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TlsStage} ends: each of its ports in its own way, and the peer is told before.
 *
 * <pre>
 *   what has happened               the protocol sees    the peer hears, and the wire sees
 *   the protocol has completed                           close_notify, completion
 *   the protocol has failed                              close_notify, its failure
 *   the same, in mid-message                             its failure
 *   the peer said close_notify      completion
 *   the wire ended without it       a failure            close_notify, the same failure
 *   a fault of the peer's           a failure            an alert, the same failure
 * </pre>
 */
final class Ending {
    private final GraphStageLogic logic;
    private final TlsStage stage;
    private final CompletableFuture<TlsSession> shaken;

    /** What has begun the end, for the wire to know; null if all is well so far. */
    private @Nullable Throwable cause;

    /** What tells the peer of its fault where the engine does not. */
    private @Nullable ByteString alert;

    Ending(GraphStageLogic logic, TlsStage stage, CompletableFuture<TlsSession> shaken) {
        this.logic = logic;
        this.stage = stage;
        this.shaken = shaken;
    }

    /** The protocol has failed; the wire will hear of it behind what is still to be sealed. */
    void protocolFailed(Throwable thrown) {
        cause = thrown;
    }

    /** The peer has said its close_notify: what may still come is nothing, and the wire drops it, for a while. */
    void peerIsOver() {
        logic.complete(stage.openedOut);
        logic.cancel(stage.sealedIn);
    }

    /** The wire has ended before the peer has said its close_notify; nobody minds if this end asked for the end. */
    void wireIsOver(boolean draining) {
        if (draining) {
            logic.complete(stage.openedOut);
            return;
        }
        Failure truncated = TlsFaults.truncated();
        cause = cause == null ? truncated : cause;
        logic.fail(stage.openedOut, truncated);
    }

    /** All that this end had to say is on its way. */
    void outputIsOver() {
        logic.cancel(stage.plainIn);
        if (logic.isClosed(stage.sealedOut)) {
            return;
        }
        if (cause == null) {
            logic.complete(stage.sealedOut);
        } else {
            logic.fail(stage.sealedOut, cause);
        }
    }

    /**
     * Ends all but the way to the peer, for whom {@link #sayFarewell} is yet to come. What was opened before the fault
     * is handed on.
     *
     * @param alert what tells the peer, if the engine does not
     */
    void fault(Failure failure, @Nullable ByteString alert, Scratch scratch) {
        cause = failure;
        this.alert = alert;
        if (scratch.opened.position() > 0) {
            logic.push(stage.openedOut, Scratch.take(scratch.opened));
        }
        logic.fail(stage.openedOut, failure);
        logic.cancel(stage.plainIn);
        logic.cancel(stage.sealedIn);
    }

    /**
     * The last that the peer hears, once there is demand for it.
     *
     * @param sealing null if it cannot be asked
     */
    void sayFarewell(Scratch scratch, @Nullable Sealing sealing) {
        if (!logic.isAvailable(stage.sealedOut)) {
            return;
        }
        if (alert != null) {
            scratch.sealed.put(alert.toArray());
        } else if (sealing != null) {
            sealing.farewell(scratch);
        }
        if (scratch.sealed.position() > 0) {
            logic.push(stage.sealedOut, Scratch.take(scratch.sealed));
        }
        outputIsOver();
    }

    /** Who waits for the handshake hears that there will be none, if there was none yet. */
    void noSession() {
        shaken.completeExceptionally(cause != null ? cause : TlsFaults.endedEarly());
    }

    /** Ends all at once, with nothing that could be said to the peer. */
    void failAll(Throwable thrown) {
        cause = thrown;
        noSession();
        logic.failStage(thrown);
    }
}
