package io.tapio.testkit.network;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure.Processed;
import io.tapio.testkit.network.SimulatedEnd.Event;
import io.tapio.testkit.network.SimulatedEnd.Told;
import java.time.Duration;
import java.util.Objects;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The logic of a {@link WireStage}: what the wire of a socket does, with lanes in place of the socket. */
final class WireLogic extends GraphStageLogic implements InHandler, OutHandler {
    /** What a connection that is finished here waits for its peer to close. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private enum Half {
        OPEN,
        /** The graph wants no more of it. */
        REFUSED,
        ENDED
    }

    private final Inlet<ByteString> in;
    private final Outlet<ByteString> out;
    private final SimulatedEnd end;
    private final AsyncCallback<Event> told = createAsyncCallback(this::onTold);
    private Half input = Half.OPEN;
    private Half output = Half.OPEN;
    private ByteString unwritten = ByteString.emptyByteString();
    private @Nullable CloseReason cause;
    private @Nullable CloseReason over;

    WireLogic(WireStage stage) {
        super(stage.shape);
        in = stage.in;
        out = stage.out;
        end = stage.end;
        setHandlers(in, out, this);
    }

    @Override
    public void preStart() {
        setKeepGoing(true); // the wire may have an end to wait for when both ports are closed
        end.own(told::invoke);
        if (!isClosed(in)) {
            pull(in);
        }
    }

    private void onTold(Event event) {
        if (event instanceof SimulatedEnd.Reset reset) {
            // when all was sent and nothing more is wanted, it takes nothing from what began the end
            finish(output == Half.ENDED && input == Half.REFUSED ? cause() : reset.reason());
        } else if (event == Told.READABLE) {
            read();
        } else if (event == Told.WRITABLE) {
            write();
        } else if (event == Told.DRAINING) {
            because(new CloseReason(Kind.DRAINED, "drained"));
        } else if (event == Told.END_INPUT) {
            endInput();
        } else if (event == Told.LINGERED) {
            finish(cause());
        } else {
            closeOutput();
        }
    }

    // -- from the peer

    @Override
    public void onPull() {
        read();
    }

    private void read() {
        if (input == Half.ENDED) {
            return;
        }
        if (input == Half.REFUSED) {
            discard();
        } else if (isAvailable(out)) {
            ByteString bytes = end.incoming.read();
            if (!bytes.isEmpty()) {
                push(out, bytes);
            }
        }
        if (end.incoming.isRead()) {
            because(new CloseReason(Kind.PEER_CLOSED, "the peer closed"));
            input = Half.ENDED;
            complete(out);
            finishIfOver();
        }
    }

    private void discard() {
        while (!end.incoming.read().isEmpty()) {}
    }

    @Override
    public void onDownstreamFinish(Throwable reason) {
        if (input == Half.OPEN) {
            refuse();
        }
    }

    private void endInput() {
        because(new CloseReason(Kind.DRAINED, "drained"));
        if (input == Half.OPEN) {
            complete(out);
            refuse();
        }
    }

    private void refuse() {
        input = Half.REFUSED;
        lingerIfDone();
        read();
    }

    // -- to the peer

    @Override
    public void onPush() {
        unwritten = grab(in);
        write();
    }

    private void write() {
        if (unwritten.isEmpty()) {
            return;
        }
        unwritten = end.outgoing.send(unwritten);
        if (unwritten.isEmpty() && isClosed(in)) {
            endOutput();
        } else if (unwritten.isEmpty()) {
            pull(in);
        }
    }

    @Override
    public void onUpstreamFinish() {
        because(new CloseReason(Kind.COMPLETED, "the conversation was over"));
        endOutputIfWritten();
    }

    @Override
    public void onUpstreamFailure(Throwable thrown) {
        CloseReason reason = CloseReason.of(thrown);
        if (reason.kind().breaksOff()) {
            finish(reason);
        } else {
            because(reason);
            endOutputIfWritten();
        }
    }

    private void endOutputIfWritten() {
        if (unwritten.isEmpty()) {
            endOutput();
        }
    }

    private void closeOutput() {
        because(new CloseReason(Kind.COMPLETED, "this side was closed"));
        unwritten = ByteString.emptyByteString();
        cancel(in);
        endOutput();
    }

    private void endOutput() {
        if (output == Half.OPEN) {
            output = Half.ENDED;
            end.outgoing.end();
            lingerIfDone();
            finishIfOver();
        }
    }

    // -- the end

    private void because(CloseReason reason) {
        if (cause == null) {
            cause = reason;
        }
    }

    private CloseReason cause() {
        return Objects.requireNonNull(cause, "an end begins with its reason");
    }

    private void lingerIfDone() {
        if (output == Half.ENDED && input == Half.REFUSED) {
            end.timer().schedule(LINGER, () -> told.invoke(Told.LINGERED));
        }
    }

    private void finishIfOver() {
        if (output == Half.ENDED && input == Half.ENDED) {
            finish(cause());
        }
    }

    private void finish(CloseReason reason) {
        over = reason;
        boolean clean =
                reason.kind() == Kind.PEER_CLOSED || reason.kind() == Kind.COMPLETED || reason.kind() == Kind.DRAINED;
        if (clean) {
            completeStage();
        } else {
            failStage(reason.toFailure(Processed.MAYBE));
        }
    }

    /** Nobody stands at this end any more: what was cut short must not be taken for whole, and what comes is lost. */
    @Override
    public void postStop() {
        CloseReason reason = over != null ? over : new CloseReason(Kind.STOPPED, "the connection's stream was stopped");
        if (!unwritten.isEmpty() || output != Half.ENDED && reason.kind().breaksOff()) {
            end.cutOff();
        } else if (output != Half.ENDED) {
            end.outgoing.end();
        }
        end.own(event -> discard());
        end.close(reason);
    }
}
