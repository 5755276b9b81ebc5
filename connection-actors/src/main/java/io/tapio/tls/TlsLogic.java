package io.tapio.tls;

import io.tapio.connection.CloseReason;
import io.tapio.connection.TlsSession;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link TlsStage}: after each event it lets the {@link Sealing} do what can be done, and then hands on
 * what that has brought, pulls what is wanted, and ends what is over. {@link Opening} knows how far the connection is,
 * and {@link Ending} how each port ends.
 */
final class TlsLogic extends GraphStageLogic {
    private final TlsStage.Plan plan;
    private final Inlet<ByteString> sealedIn;
    private final Outlet<ByteString> openedOut;
    private final Inlet<ByteString> plainIn;
    private final Outlet<ByteString> sealedOut;
    private final CompletableFuture<TlsSession> shaken;
    private final Opening opening;
    private final Ending ending;
    private @Nullable Sealing sealing;
    private boolean advancing;

    TlsLogic(TlsStage stage, CompletableFuture<TlsSession> shaken) {
        super(stage.shape);
        plan = stage.plan;
        sealedIn = stage.sealedIn;
        openedOut = stage.openedOut;
        plainIn = stage.plainIn;
        sealedOut = stage.sealedOut;
        this.shaken = shaken;
        ending = new Ending(this, stage, shaken);
        opening = new Opening(plan, createAsyncCallback(Runnable::run), failure -> fault(failure, null));
        setHandler(sealedIn, Ports.in(this::onRecords, this::advance, ending::failAll));
        setHandler(openedOut, Ports.out(this::advance, this::onProtocolCancelled));
        setHandler(plainIn, Ports.in(this::onPlain, this::advance, this::onProtocolFailed));
        setHandler(sealedOut, Ports.out(this::onWireAsks, this::onWireCancelled));
    }

    @Override
    public void preStart() {
        opening.begin(this::made);
    }

    private void made(Sealing sealing) {
        this.sealing = sealing;
        advance();
    }

    // -- what can be done

    private void advance() {
        Sealing sealing = this.sealing;
        if (advancing) {
            return; // what it was called for is seen there
        }
        if (sealing == null || opening.isComputing()) {
            endIfWireHas();
            return;
        }
        Scratch scratch = Scratch.empty();
        advancing = true;
        try {
            goOn(sealing, scratch);
            handOn(sealing, scratch);
        } catch (BadRecord bad) {
            Where where = opening.isOpen() ? Where.DECODE : Where.HANDSHAKE;
            fault(TlsFaults.during(where, bad), sealing.isShaken() ? null : bad.plainAlert());
        } catch (SSLException | RuntimeException thrown) {
            // a server of TLS 1.3 refuses its client's certificate when that thinks the handshake done
            boolean shaking = !opening.isOpen() || !sealing.hasOpened();
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
        while (!opening.isFaulty() && next == Sealing.Next.GO_ON) {
            next = sealing.step(scratch, canSeal(), canOpen());
            if (opening.isShaking() && sealing.isShaken()) {
                opening.admit(sealing.session(), () -> open(sealing));
                next = Sealing.Next.GO_ON;
            } else if (next == Sealing.Next.COMPUTE) {
                opening.compute(sealing.tasks(), this::advance);
                next = opening.isComputing() ? next : Sealing.Next.GO_ON;
            }
        }
    }

    /** What nobody takes any more is sealed all the same, and dropped: the engine would not go on without. */
    private boolean canSeal() {
        return isAvailable(sealedOut) || isClosed(sealedOut);
    }

    private boolean canOpen() {
        return opening.isShaking() || opening.isOpen() && isAvailable(openedOut);
    }

    private void open(Sealing sealing) {
        sealing.open();
        if (isClosed(openedOut)) {
            cancel(sealedIn);
        }
        advance();
    }

    // -- what comes of it

    private void handOn(Sealing sealing, Scratch scratch) {
        if (opening.isFaulty()) {
            return;
        }
        if (scratch.sealed.position() > 0 && isAvailable(sealedOut)) {
            push(sealedOut, Scratch.take(scratch.sealed));
        }
        if (scratch.opened.position() > 0) {
            push(openedOut, Scratch.take(scratch.opened));
        }
        if (sealing.isOver()) {
            ending.outputIsOver();
        }
        if (sealing.peerIsOver()) {
            if (!opening.isOpen()) {
                fault(TlsFaults.endedEarly(), null);
                return;
            }
            ending.peerIsOver();
        }
        sealing.trim();
        endIfWireHas();
        pullWhatIsWanted(sealing);
        if (opening.isOpen() && !shaken.isDone()) {
            plan.connection().tls().ifPresent(shaken::complete);
        }
    }

    private void pullWhatIsWanted(Sealing sealing) {
        if (canOpen()
                && !opening.isComputing()
                && !isClosed(sealedIn)
                && !hasBeenPulled(sealedIn)
                && sealing.wantsRecords()) {
            pull(sealedIn);
            sealing.asked();
        }
        boolean canSeal = opening.isOpen() && sealing.wantsPlain() && isAvailable(sealedOut);
        if (canSeal && !isClosed(plainIn) && !hasBeenPulled(plainIn)) {
            pull(plainIn);
        }
    }

    /** The wire has ended, and what it had brought has been used. */
    private void endIfWireHas() {
        boolean used = !opening.isComputing() && (sealing == null || !sealing.hasRecord());
        if (!used || !isClosed(sealedIn) || isClosed(openedOut)) {
            return;
        }
        if (opening.isBeforeAdmission()) {
            ending.failAll(TlsFaults.endedEarly());
        } else if (opening.isOpen()) {
            ending.wireIsOver(plan.connection().isDraining());
        }
    }

    // -- the end

    /** Ends both directions, after what the peer is to be told of it. */
    private void fault(Failure failure, @Nullable ByteString alert) {
        if (opening.isFaulty()) {
            return;
        }
        opening.fail();
        Scratch scratch = advancing ? Scratch.mine() : Scratch.empty();
        ending.fault(failure, alert, scratch);
        sayFarewell(scratch);
        ending.noSession();
    }

    private void sayFarewell(Scratch scratch) {
        ending.sayFarewell(scratch, opening.isComputing() ? null : sealing);
    }

    @Override
    public void postStop() {
        opening.end();
        if (sealing != null) {
            sealing.stop();
        }
        ending.noSession();
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
        if (opening.isOpen() && !CloseReason.of(thrown).kind().breaksOff()) {
            ending.protocolFailed(thrown);
            advance();
        } else {
            ending.failAll(thrown);
        }
    }

    private void onProtocolCancelled(Throwable thrown) {
        if (opening.isOpen()) {
            cancel(sealedIn, thrown);
        }
    }

    private void onWireAsks() {
        if (opening.isFaulty()) {
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
