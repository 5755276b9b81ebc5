package io.tapio.dispatch;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.dispatch.ClientSession.Abandoned;
import io.tapio.dispatch.ClientSession.Signal;
import io.tapio.dispatch.ClientSession.Told;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.upgrade.Switch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatches of clients have in common: a session whose calls become frames, and its end. How frames and calls
 * belong together is the subclass's affair. Runs on the stage's thread, but for the session.
 *
 * @param <O> frames to the peer
 * @param <I> frames from the peer
 */
public abstract class ClientLogic<Q, A, O, I> extends GraphStageLogic implements InHandler, OutHandler, Frames<O> {
    private final Inlet<Frames<I>> in;
    private final Outlet<Frames<O>> out;
    private final CompletableFuture<Session<Q, A>> opened = new CompletableFuture<>();
    private final AsyncCallback<Signal> signals = createAsyncCallback(this::onSignal);
    private final ClientSession<Q, A> session;
    private final Calls<Q, A> calls;
    private @Nullable Frames<I> frames;

    /** @param points where another protocol may follow; null if none may */
    protected ClientLogic(
            FlowShape<Frames<I>, Frames<O>> shape,
            CallLimits limits,
            ConnectionInfo connection,
            @Nullable Switch points) {
        super(shape);
        in = shape.in();
        out = shape.out();
        session = new ClientSession<>(limits, connection, signals::invoke);
        calls = new Calls<>(session, connection, points, () -> signals.invoke(Told.LOOK));
        setHandlers(in, out, this);
    }

    /** The session, as soon as the stage runs. */
    public CompletionStage<Session<Q, A>> opened() {
        return opened;
    }

    /** A frame of the peer. What is thrown ends the connection, and is told to all who wait. */
    protected abstract void take(I frame);

    /** Whether there is room for what a frame of the peer may bring. */
    protected boolean mayTake() {
        return true;
    }

    /** A bad frame of the peer was skipped: as {@link #take}. */
    protected abstract void onBad(BadFrame bad);

    /** Whether {@link #next()} would give a frame. */
    protected abstract boolean hasNext();

    /** The calls that were sent and not answered, when the connection ends. */
    protected abstract Iterable<Call<Q, A>> unanswered();

    /** A caller has left; its call may have been sent or not. Its answer is dropped when it comes. */
    protected void onAbandoned(Call<?, ?> call) {}

    /** The session has ended, and the calls that were not answered have failed. */
    protected void onGone(Failure gone) {}

    protected final Calls<Q, A> calls() {
        return calls;
    }

    /** The peer did what the protocol does not allow. */
    protected static Failure peerFault(String message) {
        return Failure.at(Where.DECODE, Processed.MAYBE, message);
    }

    /** Calls that come together come with one signal, so what was taken is all there is. */
    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void preStart() {
        pull(in);
        opened.complete(session);
    }

    @Override
    public void onPush() {
        frames = grab(in);
        advance();
    }

    /** Takes what has come as far as there is room, asks for more, and sends what may be sent. */
    protected final void advance() {
        try {
            takeFrames();
        } catch (RuntimeException fault) {
            end(Failure.of(fault));
            return;
        }
        if (frames == null && isClosed(in)) {
            calls.end(closed("the peer closed the connection"));
            completeStage();
            return;
        }
        if (frames == null && !hasBeenPulled(in)) {
            pull(in);
        }
        send();
    }

    private void takeFrames() {
        settle();
        while (frames != null && mayTake() && calls.mayRead()) {
            takeNext(frames);
            settle();
        }
    }

    @Override
    public void onPull() {
        send();
    }

    private void takeNext(Frames<I> frames) {
        try {
            I frame = frames.next();
            if (frame == null) {
                this.frames = null;
            } else {
                take(frame);
            }
        } catch (BadFrame bad) {
            onBad(bad);
        }
    }

    /** Goes on to another protocol if that is what a caller has decided. */
    private void settle() {
        if (calls.settle()) {
            frames = null;
            session.end(closed("the connection went on to another protocol"));
            completeStage();
        }
    }

    private void onSignal(Signal signal) {
        if (signal == Told.CUT) {
            end(closed("the session was drained and its time is over"));
            return;
        } else if (signal instanceof Abandoned abandoned) {
            onAbandoned(abandoned.call());
        } else {
            session.looking();
        }
        if (calls.areHeld()) {
            advance();
        } else {
            send();
        }
    }

    private void send() {
        if (isClosed(out)) {
            return;
        } else if (session.isDrained()) {
            complete(out);
        } else if (isAvailable(out) && hasNext()) {
            push(out, this);
        }
    }

    @Override
    public void onUpstreamFinish() {
        advance();
    }

    @Override
    public void onUpstreamFailure(Throwable cause) {
        end(Failure.of(cause));
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
        end(cause instanceof Failure failure ? failure : closed("the connection takes no more requests"));
    }

    @Override
    public void postStop() {
        Failure stopped = closed("the connection was stopped");
        calls.end(stopped);
        opened.completeExceptionally(stopped);
        unanswered().forEach(session::lost);
        Failure gone = session.ended();
        onGone(gone == null ? stopped : gone);
    }

    /** Ends the connection. */
    protected final void end(Failure cause) {
        calls.end(cause);
        failStage(cause);
    }

    static Failure closed(String message) {
        return Failure.at(Where.CLOSED, Processed.MAYBE, message);
    }
}
