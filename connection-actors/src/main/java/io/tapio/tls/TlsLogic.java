package io.tapio.tls;

import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link TlsStage}: after each event it lets the {@link Sealing} do what can be done, and then hands on
 * what that has brought, pulls what is wanted, and ends what is over.
 *
 * <pre>
 *   MAKING ──an engine──▶ SHAKING ──the handshake──▶ ADMITTING ──▶ OPEN
 *      └──────────────────────┴────────────┴──────────┴──▶ FAULTY ──its alert is sent──▶ (failed)
 * </pre>
 */
final class TlsLogic extends GraphStageLogic {
    private enum Phase {
        MAKING,
        SHAKING,
        ADMITTING,
        OPEN,
        FAULTY
    }

    private final TlsStage.Plan plan;
    private final Inlet<ByteString> sealedIn;
    private final Outlet<ByteString> openedOut;
    private final Inlet<ByteString> plainIn;
    private final Outlet<ByteString> sealedOut;
    private final CompletableFuture<TlsSession> shaken;
    private final Opening opening;
    private Phase phase = Phase.MAKING;
    private @Nullable Sealing sealing;

    /** What has begun the end, for the wire to know; null if all is well so far. */
    private @Nullable Throwable cause;

    /** What tells the peer of its fault where the engine does not. */
    private @Nullable ByteString alert;

    /** The engine's tasks run elsewhere. */
    private boolean computing;

    private boolean advancing;

    TlsLogic(TlsStage stage, CompletableFuture<TlsSession> shaken) {
        super(stage.shape);
        plan = stage.plan;
        sealedIn = stage.sealedIn;
        openedOut = stage.openedOut;
        plainIn = stage.plainIn;
        sealedOut = stage.sealedOut;
        this.shaken = shaken;
        opening = new Opening(plan, createAsyncCallback(Runnable::run), failure -> fault(failure, null));
        setHandler(sealedIn, Ports.in(this::onRecords, this::advance, this::fail));
        setHandler(openedOut, Ports.out(this::advance, this::onProtocolCancelled));
        setHandler(plainIn, Ports.in(this::onPlain, this::advance, this::onProtocolFailed));
        setHandler(sealedOut, Ports.out(this::onWireAsks, this::onWireCancelled));
    }

    @Override
    public void preStart() {
        opening.begin(this::made);
    }

    private void made(SSLEngine engine) {
        if (phase != Phase.MAKING) {
            return;
        }
        try {
            sealing = new Sealing(engine);
        } catch (SSLException thrown) {
            fail(TlsFaults.during(Where.HANDSHAKE, thrown));
            return;
        }
        phase = Phase.SHAKING;
        advance();
    }

    // -- what can be done

    private void advance() {
        Sealing sealing = this.sealing;
        if (advancing) {
            return; // what it was called for is seen there
        }
        if (sealing == null || computing) {
            endIfWireHas();
            return;
        }
        Scratch scratch = Scratch.empty();
        advancing = true;
        try {
            goOn(sealing, scratch);
            handOn(sealing, scratch);
        } catch (BadRecord bad) {
            Where where = phase == Phase.OPEN ? Where.DECODE : Where.HANDSHAKE;
            fault(TlsFaults.during(where, bad), sealing.isShaken() ? null : bad.plainAlert());
        } catch (SSLException | RuntimeException thrown) {
            // a server of TLS 1.3 refuses its client's certificate when that thinks the handshake done
            boolean shaking = phase != Phase.OPEN || !sealing.hasOpened();
            fault(TlsFaults.during(shaking ? Where.HANDSHAKE : Where.DECODE, thrown), null);
        } finally {
            advancing = false;
        }
    }

    private void goOn(Sealing sealing, Scratch scratch) throws SSLException {
        if (isClosed(plainIn)) {
            sealing.finish();
        }
        Sealing.Next next = Sealing.Next.GO_ON;
        while (phase != Phase.FAULTY && next == Sealing.Next.GO_ON) {
            next = sealing.step(scratch, canSeal(), canOpen());
            if (phase == Phase.SHAKING && sealing.isShaken()) {
                admit(sealing);
                next = Sealing.Next.GO_ON;
            } else if (next == Sealing.Next.COMPUTE) {
                compute(sealing);
                next = computing ? next : Sealing.Next.GO_ON;
            }
        }
    }

    /** What nobody takes any more is sealed all the same, and dropped: the engine would not go on without. */
    private boolean canSeal() {
        return isAvailable(sealedOut) || isClosed(sealedOut);
    }

    private boolean canOpen() {
        return phase == Phase.SHAKING || phase == Phase.OPEN && isAvailable(openedOut);
    }

    private void compute(Sealing sealing) {
        computing = true;
        opening.compute(sealing.tasks(), () -> {
            computing = false;
            advance();
        });
    }

    private void admit(Sealing sealing) {
        phase = Phase.ADMITTING;
        opening.admit(sealing.session(), () -> open(sealing));
    }

    private void open(Sealing sealing) {
        if (phase == Phase.ADMITTING) {
            phase = Phase.OPEN;
            opening.end();
            sealing.open();
            if (isClosed(openedOut)) {
                cancel(sealedIn);
            }
            advance();
        }
    }

    // -- what comes of it

    private void handOn(Sealing sealing, Scratch scratch) {
        if (phase == Phase.FAULTY) {
            return;
        }
        if (scratch.sealed.position() > 0 && isAvailable(sealedOut)) {
            push(sealedOut, Scratch.take(scratch.sealed));
        }
        if (scratch.opened.position() > 0) {
            push(openedOut, Scratch.take(scratch.opened));
        }
        if (sealing.isOver()) {
            endOutput();
        }
        if (sealing.peerIsOver()) {
            if (phase != Phase.OPEN) {
                fault(TlsFaults.endedEarly(), null);
                return;
            }
            complete(openedOut);
            cancel(sealedIn); // what may still come is nothing: the wire drops it, for a while
        }
        sealing.trim();
        endIfWireHas();
        pullWhatIsWanted(sealing);
        if (phase == Phase.OPEN && !shaken.isDone()) {
            plan.connection().tls().ifPresent(shaken::complete);
        }
    }

    private void pullWhatIsWanted(Sealing sealing) {
        if (canOpen() && !computing && !isClosed(sealedIn) && !hasBeenPulled(sealedIn) && sealing.wantsRecords()) {
            pull(sealedIn);
        }
        boolean canSeal = phase == Phase.OPEN && sealing.wantsPlain() && isAvailable(sealedOut);
        if (canSeal && !isClosed(plainIn) && !hasBeenPulled(plainIn)) {
            pull(plainIn);
        }
    }

    /** The wire has ended, and what it had brought has been used. */
    private void endIfWireHas() {
        if (!isClosed(sealedIn) || isClosed(openedOut) || computing || sealing != null && sealing.hasRecord()) {
            return;
        }
        if (phase == Phase.MAKING || phase == Phase.SHAKING) {
            fail(TlsFaults.endedEarly());
        } else if (phase == Phase.OPEN && plan.connection().isDraining()) {
            complete(openedOut);
        } else if (phase == Phase.OPEN) {
            Failure truncated = TlsFaults.truncated();
            cause = cause == null ? truncated : cause;
            fail(openedOut, truncated);
        }
    }

    private void endOutput() {
        cancel(plainIn);
        if (!isClosed(sealedOut)) {
            if (cause == null) {
                complete(sealedOut);
            } else {
                fail(sealedOut, cause);
            }
        }
    }

    // -- faults

    /** Ends both directions, after what the peer is to be told of it. */
    private void fault(Failure failure, @Nullable ByteString alert) {
        if (phase == Phase.FAULTY) {
            return;
        }
        phase = Phase.FAULTY;
        cause = failure;
        this.alert = alert;
        opening.end();
        Scratch scratch = advancing ? Scratch.mine() : Scratch.empty();
        if (scratch.opened.position() > 0) {
            push(openedOut, Scratch.take(scratch.opened));
        }
        fail(openedOut, failure);
        cancel(plainIn);
        cancel(sealedIn);
        sayFarewell(scratch);
        shaken.completeExceptionally(failure);
    }

    private void sayFarewell(Scratch scratch) {
        if (!isAvailable(sealedOut)) {
            return;
        }
        if (alert != null) {
            scratch.sealed.put(alert.toArray());
        } else if (sealing != null && !computing) {
            sealing.farewell(scratch);
        }
        if (scratch.sealed.position() > 0) {
            push(sealedOut, Scratch.take(scratch.sealed));
        }
        endOutput();
    }

    private void fail(Throwable thrown) {
        shaken.completeExceptionally(thrown);
        failStage(thrown);
    }

    @Override
    public void postStop() {
        opening.end();
        shaken.completeExceptionally(cause != null ? cause : TlsFaults.endedEarly());
    }

    // -- the four ports

    private void onRecords() {
        ByteString chunk = grab(sealedIn);
        if (sealing != null) {
            sealing.add(chunk);
            advance();
        }
    }

    private void onPlain() {
        if (sealing != null) {
            sealing.say(grab(plainIn));
            advance();
        }
    }

    private void onProtocolFailed(Throwable thrown) {
        cause = thrown;
        if (phase == Phase.OPEN) {
            advance();
        } else {
            fail(thrown);
        }
    }

    private void onProtocolCancelled(Throwable thrown) {
        if (phase == Phase.OPEN) {
            cancel(sealedIn, thrown);
        }
    }

    private void onWireAsks() {
        if (phase == Phase.FAULTY) {
            sayFarewell(Scratch.empty());
        } else {
            advance();
        }
    }

    private void onWireCancelled(Throwable thrown) {
        cancel(plainIn, thrown);
        advance(); // the peer's last words may say why
    }
}
