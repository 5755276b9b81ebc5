package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;

/** Moves the bytes of a {@link WireStage}, when the selector and the graph are both ready. */
final class WireLogic extends ChannelLogic implements InHandler, OutHandler {
    private final Inlet<ByteString> in;
    private final Outlet<ByteString> out;
    private ByteString probed = ByteString.emptyByteString();
    private ByteString unwritten = ByteString.emptyByteString();

    WireLogic(WireStage stage) {
        super(stage);
        in = stage.in;
        out = stage.out;
        setHandlers(in, out, this);
    }

    @Override
    void onRegistered() {
        deadlines.start(Deadlines.Kind.FIRST_BYTE);
        deadlines.start(Deadlines.Kind.IDLE);
        if (isAvailable(out) || halves.isInputRefused()) {
            want(SelectionKey.OP_READ);
        }
        if (!isClosed(in)) {
            pull(in);
        }
    }

    // -- from the peer

    @Override
    public void onPull() {
        deadlines.stop(Deadlines.Kind.READ_PROBE);
        deadlines.stop(Deadlines.Kind.READ_SUSPENDED);
        if (probed.isEmpty()) {
            want(SelectionKey.OP_READ);
        } else {
            ByteString bytes = probed;
            probed = ByteString.emptyByteString();
            handOn(bytes);
            if (!halves.isInputOpen()) {
                complete(out);
            }
        }
    }

    @Override
    public void readable() {
        try {
            if (halves.isInputRefused()) {
                if (SocketBytes.discard(channel)) {
                    want(SelectionKey.OP_READ);
                } else {
                    onPeerEnded();
                }
            } else if (isAvailable(out)) {
                read();
            }
        } catch (IOException thrown) {
            end(halves.onIoError(thrown));
        }
    }

    private void read() throws IOException {
        ByteString bytes = SocketBytes.read(channel, SocketBytes.CHUNK);
        if (bytes == null) {
            onPeerEnded();
        } else if (bytes.isEmpty()) {
            want(SelectionKey.OP_READ);
        } else {
            deadlines.stop(Deadlines.Kind.FIRST_BYTE);
            deadlines.touch(Deadlines.Kind.IDLE);
            handOn(bytes);
        }
    }

    private void handOn(ByteString bytes) {
        if (tls == TlsGuess.UNHEARD) {
            tls = TlsGuess.of(bytes);
        }
        if (halves.isInputOpen()) {
            deadlines.start(Deadlines.Kind.READ_PROBE);
        }
        push(out, bytes);
    }

    /**
     * Nobody asks for bytes, so a reset would go unseen: reads some, to be handed on later, one chunk in all at most.
     */
    @Override
    void onProbe() {
        try {
            ByteString bytes = SocketBytes.read(channel, SocketBytes.CHUNK - probed.size());
            if (bytes == null) {
                onPeerEnded();
            } else {
                probed = probed.concat(bytes);
                boolean full = probed.size() == SocketBytes.CHUNK;
                deadlines.start(full ? Deadlines.Kind.READ_SUSPENDED : Deadlines.Kind.READ_PROBE);
            }
        } catch (IOException thrown) {
            end(halves.onIoError(thrown));
        }
    }

    private void onPeerEnded() {
        halves.endInput();
        completeOutIfHandedOn();
        if (halves.isOver()) {
            end(halves.reason());
        }
    }

    /** The graph takes no more. What still comes is read, to see the peer's end, and dropped. */
    @Override
    public void onDownstreamFinish(Throwable reason) {
        probed = ByteString.emptyByteString();
        if (halves.isInputOpen()) {
            halves.refuseInput();
            want(SelectionKey.OP_READ);
        }
    }

    @Override
    void onEndInput() {
        if (halves.isInputOpen()) {
            halves.dropInput();
            want(SelectionKey.OP_READ);
            completeOutIfHandedOn();
        }
    }

    private void completeOutIfHandedOn() {
        if (probed.isEmpty() && !isClosed(out)) {
            complete(out);
        }
    }

    // -- to the peer

    @Override
    public void onPush() {
        unwritten = grab(in);
        if (tls == TlsGuess.ASKED) {
            tls = tls.answered(unwritten);
        }
        write();
    }

    @Override
    public void writable() {
        if (!unwritten.isEmpty()) {
            write();
        }
    }

    private void write() {
        int before = unwritten.size();
        try {
            unwritten = SocketBytes.write(channel, unwritten);
        } catch (IOException thrown) {
            end(halves.onIoError(thrown));
            return;
        }
        deadlines.touch(Deadlines.Kind.IDLE);
        deadlines.touch(Deadlines.Kind.HALF_CLOSED);
        if (!unwritten.isEmpty()) {
            if (unwritten.size() < before || !deadlines.isRunning(Deadlines.Kind.WRITE_STALLED)) {
                deadlines.start(Deadlines.Kind.WRITE_STALLED);
            }
            want(SelectionKey.OP_WRITE);
        } else {
            deadlines.stop(Deadlines.Kind.WRITE_STALLED);
            if (isClosed(in)) {
                endOutput();
            } else {
                pull(in);
            }
        }
    }

    @Override
    public void onUpstreamFinish() {
        halves.because(new CloseReason(Kind.COMPLETED, "the conversation was over"));
        endOutputIfWritten();
    }

    @Override
    public void onUpstreamFailure(Throwable thrown) {
        CloseReason reason = CloseReason.of(thrown);
        if (reason.kind().breaksOff()) {
            end(reason);
        } else {
            halves.because(reason);
            endOutputIfWritten();
        }
    }

    private void endOutputIfWritten() {
        if (unwritten.isEmpty()) {
            endOutput();
        }
    }

    @Override
    boolean isCutShort() {
        return !unwritten.isEmpty();
    }
}
