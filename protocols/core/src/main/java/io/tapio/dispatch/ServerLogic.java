package io.tapio.dispatch;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import io.tapio.upgrade.Upgrade;
import java.util.function.ToLongFunction;
import org.apache.pekko.Done;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatches of servers have in common: when to read, to offer and to end, the context of a connection's
 * calls, and its pushes. How frames and calls belong together is the subclass's affair. Runs on the stage's thread.
 *
 * @param <A> what is pushed
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 */
public abstract class ServerLogic<A, I, O> extends GraphStageLogic implements InHandler, OutHandler, Frames<O> {
    private final Inlet<Frames<I>> in;
    private final Outlet<Frames<O>> out;
    private final CancellationSource connectionEnds = new CancellationSource();
    private final @Nullable PushQueue<A> pushes;
    private final @Nullable Upgrade upgrade;
    private final Context context;
    private final Context contextOfHeld;
    private final ConnectionInfo connection;
    private @Nullable Frames<I> frames;
    private boolean draining;
    private boolean held;
    private boolean whole;

    /**
     * @param key under which calls find the way to push; null if the protocol has none
     * @param upgrade the way to another protocol; null if there is none
     */
    protected ServerLogic(
            FlowShape<Frames<I>, Frames<O>> shape,
            ConnectionInfo connection,
            @Nullable Upgrade upgrade,
            Context.@Nullable Key<Push<A>> key,
            PushQueue.Limits limits,
            ToLongFunction<? super A> size) {
        super(shape);
        in = shape.in();
        out = shape.out();
        this.connection = connection;
        this.upgrade = upgrade;
        Context plain = Context.of(connection, connectionEnds);
        if (key == null) {
            pushes = null;
            context = plain;
        } else {
            AsyncCallback<Done> look = createAsyncCallback(done -> onPushed());
            pushes = new PushQueue<>(limits, size, () -> look.invoke(Done.getInstance()));
            context = plain.with(key, pushes);
        }
        contextOfHeld = upgrade == null ? context : context.with(Upgrade.KEY, upgrade);
        setHandlers(in, out, this);
    }

    /** For a protocol without pushes and without another one behind it. */
    protected ServerLogic(FlowShape<Frames<I>, Frames<O>> shape, ConnectionInfo connection) {
        super(shape);
        in = shape.in();
        out = shape.out();
        this.connection = connection;
        pushes = null;
        upgrade = null;
        context = Context.of(connection, connectionEnds);
        contextOfHeld = context;
        setHandlers(in, out, this);
    }

    /** Whether {@link #next()} would give a frame without reading one. */
    protected abstract boolean hasAnswers();

    /** Whether there is room for what a frame of the peer may bring. */
    protected abstract boolean mayRead();

    /** Whether nothing is under way: then the connection ends with its input. */
    protected abstract boolean isIdle();

    /** Why the connection has to end now; null if it need not. */
    protected abstract @Nullable Throwable ended();

    /** The input has ended with this fault: it is the connection's end when all before it is answered. */
    protected abstract void onFault(Throwable fault);

    /** Is shown each frame that was read; what it throws is a fault. */
    protected void onRead(I frame) {}

    /** A bad frame was skipped; without an answer to it, it is a fault. */
    protected void onBad(BadFrame bad) {
        endInput();
        onFault(bad.failure());
    }

    /** Whether the call for this frame, which was read, may ask for another protocol. */
    protected boolean mayUpgrade(I frame) {
        return false;
    }

    /** The connection is gone, and the context of its calls is cancelled. */
    protected void onGone(Failure gone) {}

    /** That of a connection's calls. */
    protected final Context context() {
        return context;
    }

    /**
     * True from when a frame was read whose call may ask for another protocol until {@link #answeredHeld}: nothing is
     * read behind it.
     */
    protected final boolean isHeld() {
        return held;
    }

    /** That of the one call that may ask for another protocol. */
    protected final Context contextOfHeld() {
        return contextOfHeld;
    }

    /**
     * The call that held up the reading is answered.
     *
     * @return true if its reply is the last: another protocol follows
     */
    protected final boolean answeredHeld(boolean success) {
        held = false;
        if (upgrade == null || !upgrade.settle(success)) {
            return false;
        }
        endInput();
        if (pushes != null) {
            pushes.seal();
        }
        return true;
    }

    protected final boolean hasPushes() {
        return pushes != null && !pushes.isEmpty();
    }

    protected final @Nullable A takePush() {
        return pushes == null ? null : pushes.take();
    }

    /** The next frame, if there is one and room for it, behind bad ones, which are a few at most. */
    protected final @Nullable I nextFrame() {
        while (frames != null && reads()) {
            try {
                I frame = frames.next();
                if (frame == null) {
                    frames = null;
                } else {
                    held = upgrade != null && mayUpgrade(frame);
                    onRead(frame);
                }
                return frame;
            } catch (BadFrame bad) {
                onBad(bad);
            } catch (RuntimeException fault) {
                endInput();
                onFault(fault);
            }
        }
        return null;
    }

    private boolean reads() {
        return !held && mayRead();
    }

    /** Reads nothing more. */
    protected final void endInput() {
        frames = null;
        cancel(in);
    }

    /**
     * Offers what may be sent, ends if nothing is left to do, reads on if there is room.
     *
     * @param whole whether what is offered need not wait for company
     */
    protected final void advance(boolean whole) {
        Throwable end = ended();
        if (end != null) {
            failStage(end);
            return;
        } else if (hasPushes() || hasAnswers() || (frames != null && reads())) {
            if (isAvailable(out)) {
                this.whole = whole;
                push(out, this);
            }
            return;
        } else if (frames == null && !isClosed(in) && isDone()) {
            endInput();
        }
        if (isClosed(in)) {
            onInputEnded();
            if (isIdle()) {
                completeStage();
            }
        } else if (frames == null && reads() && !hasBeenPulled(in)) {
            pull(in);
        }
    }

    /**
     * Whether the connection is to end when what has been read is answered. The input is not ended for that: a part of
     * a frame that has come would look like the whole, where the end of a stream may end a frame.
     */
    protected boolean isDone() {
        return draining;
    }

    /** Whether the connection was asked to drain. */
    protected final boolean isDraining() {
        return draining;
    }

    private void onDrain() {
        draining = true;
        advance(false);
    }

    @Override
    public void preStart() {
        AsyncCallback<Done> drains = createAsyncCallback(done -> onDrain());
        connection.draining().thenRun(() -> drains.invoke(Done.getInstance()));
    }

    /** Everything that will ever be read was read. */
    protected void onInputEnded() {}

    @Override
    public final boolean isWhole() {
        return whole;
    }

    @Override
    public final void onPush() {
        frames = grab(in);
        advance(true);
    }

    @Override
    public final void onPull() {
        advance(true);
    }

    @Override
    public final void onUpstreamFinish() {
        advance(true);
    }

    @Override
    public final void onUpstreamFailure(Throwable cause) {
        frames = null;
        onFault(cause);
        advance(true);
    }

    private void onPushed() {
        if (pushes != null) {
            pushes.looking();
            Failure overflow = pushes.overflow();
            if (overflow != null) {
                failStage(overflow);
                return;
            }
        }
        advance(false);
    }

    @Override
    public final void postStop() {
        if (pushes != null) {
            pushes.close();
        }
        Failure gone = Failure.at(Where.CLOSED, Processed.MAYBE, "the connection that the call came on has ended");
        connectionEnds.cancel(gone);
        onGone(gone);
    }
}
