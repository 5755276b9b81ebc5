package io.tapio.dispatch;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Push;
import io.tapio.stats.Metric;
import io.tapio.upgrade.Upgrade;
import java.util.ArrayDeque;
import java.util.function.ToLongFunction;
import org.apache.pekko.Done;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatches of servers have in common: when to read, to offer and to end, the context of a connection's
 * calls, its pushes, and its way to another protocol. How frames and calls belong together is the subclass's affair.
 * Runs on the stage's thread.
 *
 * @param <A> what is pushed
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 */
public abstract class ServerLogic<A, I, O> extends DispatchLogic<I, O> {
    static final Metric WAITING = Metric.gauge(
            "tapio.dispatch.server.waiting", "{call}", "Requests that were read, and wait to be called for");

    private final CancellationSource connectionEnds = new CancellationSource();
    private final @Nullable PushQueue<A> pushes;
    private final @Nullable Upgrade upgrade;
    private final Context context;
    private final Context contextOfHeld;
    private final ConnectionInfo connection;
    private boolean draining;
    private boolean held;

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
        this.connection = connection;
        this.upgrade = upgrade;
        Context plain = Context.of(connection, connectionEnds);
        if (key == null) {
            pushes = null;
            context = plain;
        } else {
            AsyncCallback<Done> look = createAsyncCallback(done -> onPushed());
            pushes = new PushQueue<>(connection.stats(), limits, size, () -> look.invoke(Done.getInstance()));
            context = plain.with(key, pushes);
        }
        contextOfHeld = upgrade == null ? context : context.with(Upgrade.KEY, upgrade);
    }

    /** For a protocol without pushes. */
    protected ServerLogic(FlowShape<Frames<I>, Frames<O>> shape, ConnectionInfo connection, @Nullable Upgrade upgrade) {
        super(shape);
        this.connection = connection;
        this.upgrade = upgrade;
        pushes = null;
        context = Context.of(connection, connectionEnds);
        contextOfHeld = upgrade == null ? context : context.with(Upgrade.KEY, upgrade);
    }

    /** Whether {@link #next()} would give a frame without reading one. */
    protected abstract boolean hasAnswers();

    /** Whether there is room for what a frame of the peer may bring. */
    protected abstract boolean mayRead();

    /** Is shown each frame that was read; what it throws is a fault. */
    protected void onRead(I frame) {}

    /** Whether the call for this frame, which was read, may ask for another protocol. */
    protected boolean mayUpgrade(I frame) {
        return false;
    }

    /** The connection is gone, and the context of its calls is cancelled. */
    protected void onGone(Failure gone) {}

    /** For requests that wait for their turn; whoever has it clears it at the end. */
    protected final <T> CountedQueue<T> waitingRequests() {
        return new CountedQueue<>(new ArrayDeque<>(1), connection.stats().counter(WAITING));
    }

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

    @Override
    final boolean hasNext() {
        return hasPushes() || hasAnswers();
    }

    @Override
    final boolean reads() {
        return !held && mayRead();
    }

    @Override
    final void onFrame(I frame) {
        held = upgrade != null && mayUpgrade(frame);
        onRead(frame);
    }

    /**
     * Whether the connection is to end when what has been read is answered. The input is not ended for that: a part of
     * a frame that has come would look like the whole, where the end of a stream may end a frame.
     */
    @Override
    protected boolean isDone() {
        return draining;
    }

    /** Whether the connection was asked to drain, and is to end by itself. */
    protected final boolean isDraining() {
        return draining;
    }

    /**
     * Tells the peer that the connection is to drain, if the protocol has a word for it.
     *
     * @return true if it has; then the end is left to the peer
     */
    protected boolean sayGoodbye() {
        return false;
    }

    private void onDrain() {
        draining = !sayGoodbye();
        advance(false);
    }

    @Override
    public void preStart() {
        AsyncCallback<Done> drains = createAsyncCallback(done -> onDrain());
        connection.draining().thenRun(() -> drains.invoke(Done.getInstance()));
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
