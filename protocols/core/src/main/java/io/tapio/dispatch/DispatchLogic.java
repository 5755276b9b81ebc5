package io.tapio.dispatch;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * When a server's dispatch reads, offers and ends. It is itself the run that it offers: whoever takes frames of it
 * makes it read.
 *
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 */
abstract class DispatchLogic<I, O> extends GraphStageLogic implements InHandler, OutHandler, Frames<O> {
    private final Inlet<Frames<I>> in;
    private final Outlet<Frames<O>> out;
    private @Nullable Frames<I> frames;
    private boolean whole;

    DispatchLogic(FlowShape<Frames<I>, Frames<O>> shape) {
        super(shape);
        in = shape.in();
        out = shape.out();
        setHandlers(in, out, this);
    }

    /** Whether {@link #next()} would give a frame without reading one. */
    abstract boolean hasNext();

    /** Whether a frame may be read now. */
    abstract boolean reads();

    /** A frame was read; what this throws is a fault. */
    abstract void onFrame(I frame);

    /** Whether nothing is under way: then the connection ends with its input. */
    protected abstract boolean isIdle();

    /** Why the connection has to end now; null if it need not. */
    protected abstract @Nullable Throwable ended();

    /** The input has ended with this fault: it is the connection's end when all before it is answered. */
    protected abstract void onFault(Throwable fault);

    /** Everything that will ever be read was read. */
    protected void onInputEnded() {}

    /** A bad frame was skipped; without an answer to it, it is a fault. */
    protected void onBad(BadFrame bad) {
        endBehind(bad.failure());
    }

    /** Whether the connection is to end when what has been read is answered. */
    protected abstract boolean isDone();

    /** The next frame, if there is one and room for it, behind bad ones, which are a few at most. */
    protected final @Nullable I nextFrame() {
        while (frames != null && reads()) {
            try {
                I frame = frames.next();
                if (frame == null) {
                    frames = null;
                } else {
                    onFrame(frame);
                }
                return frame;
            } catch (BadFrame bad) {
                onBad(bad);
            } catch (RuntimeException fault) {
                endBehind(fault);
            }
        }
        return null;
    }

    /** Reads nothing more. */
    protected final void endInput() {
        frames = null;
        cancel(in);
    }

    /** Reads nothing more, and ends with this fault when all before it is answered. */
    protected final void endBehind(Throwable fault) {
        endInput();
        onFault(fault);
    }

    /** The answer to a failed call, if it gets one; reads nothing more if the connection is to end behind it. */
    protected final <V> @Nullable V answer(Verdict<V> verdict) {
        if (verdict.end() != null) {
            endBehind(verdict.end());
        }
        return verdict.answer();
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
        } else if (hasNext() || (frames != null && reads())) {
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
}
