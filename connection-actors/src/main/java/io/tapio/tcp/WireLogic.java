package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure.Processed;
import io.tapio.selector.ChannelEvents;
import io.tapio.selector.Registration;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * The logic of a {@link WireStage}: moves bytes when the selector and the graph are both ready, and ends when
 * {@link Halves} says so, or at once on an error, a deadline or the word of the connection actor.
 */
final class WireLogic extends GraphStageLogic implements InHandler, OutHandler, ChannelEvents {
    private static final CloseReason DRAINED = new CloseReason(Kind.DRAINED, "drained");

    private final Inlet<ByteString> in;
    private final Outlet<ByteString> out;
    private final WireStage stage;
    private final SocketChannel channel;
    private final Deadlines deadlines;
    private final Halves halves;
    private ByteString probed = ByteString.emptyByteString();
    private ByteString unwritten = ByteString.emptyByteString();
    private @Nullable Registration registration;
    private @Nullable CloseReason ended;

    WireLogic(WireStage stage) {
        super(stage.shape);
        this.stage = stage;
        in = stage.in;
        out = stage.out;
        channel = stage.channel;
        deadlines = new Deadlines(stage.settings, stage.connection.timer(), this::ring);
        halves = new Halves(deadlines);
        setHandlers(in, out, this);
    }

    @Override
    public void preStart() {
        setKeepGoing(true); // the channel may have an end to wait for when both ports are closed
        StageActor self = getStageActor(message -> {
            receive(message._2());
            return BoxedUnit.UNIT;
        });
        self.watch(stage.watcher.actor());
        stage.watcher.started(self.ref());
        stage.selector.register(channel, self.ref(), this);
    }

    private void receive(Object message) {
        if (!ChannelEvents.deliver(message, this)) {
            if (message == WireStage.Told.RING) {
                deadlines.onRing(this::onPassed);
            } else if (message == WireStage.Told.END_INPUT) {
                endInput();
            } else if (message == WireStage.Told.DRAINING) {
                halves.because(DRAINED);
            } else if (message instanceof WireStage.Abort abort) {
                end(abort.reason());
            } else if (message instanceof Terminated) {
                end(CloseReasons.stopped("the connection's actor"));
            }
        }
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
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
        if (halves.isInputOpen()) {
            deadlines.start(Deadlines.Kind.READ_PROBE);
        }
        push(out, bytes);
    }

    /**
     * Nobody asks for bytes, so a reset would go unseen: reads some, to be handed on later, one chunk in all at most.
     */
    private void probe() {
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

    private void endInput() {
        halves.because(DRAINED);
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
        halves.because(CloseReasons.failed(thrown));
        endOutputIfWritten();
    }

    private void endOutputIfWritten() {
        if (unwritten.isEmpty()) {
            endOutput();
        }
    }

    private void endOutput() {
        halves.endOutput();
        if (halves.isOver()) {
            end(halves.reason());
            return;
        }
        try {
            channel.shutdownOutput();
        } catch (IOException thrown) {
            end(halves.onIoError(thrown));
        }
    }

    // -- the end

    private void onPassed(Deadlines.Kind deadline) {
        switch (deadline) {
            case READ_PROBE -> probe();
            case LINGER -> end(halves.reason());
            default -> end(CloseReasons.passed(deadline, deadlines.limit(deadline), stage.settings.path()));
        }
    }

    private void end(CloseReason reason) {
        ended = reason;
        if (CloseReasons.isClean(reason)) {
            completeStage();
        } else {
            failStage(reason.toFailure(Processed.MAYBE));
        }
    }

    @Override
    public void postStop() {
        deadlines.close();
        if (!unwritten.isEmpty()) {
            Sockets.resetOnClose(channel);
        }
        if (registration != null) {
            registration.close();
        } else {
            Sockets.close(channel);
        }
        stage.watcher.ended(ended != null ? ended : CloseReasons.stopped("the connection's stream"));
    }

    private void want(int operations) {
        if (registration != null) {
            registration.enable(operations);
        }
    }

    private void ring() {
        stageActor().ref().tell(WireStage.Told.RING, ActorRef.noSender());
    }
}
