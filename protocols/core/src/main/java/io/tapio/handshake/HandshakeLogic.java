package io.tapio.handshake;

import io.tapio.codec.BadFrame;
import io.tapio.codec.Frames;
import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Timer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.Done;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/** The logic of a {@link HandshakeStage}. */
final class HandshakeLogic<I, O, R> extends GraphStageLogic implements InHandler, OutHandler, Frames<O> {
    /** How it has ended, while the last frames are on their way. */
    private sealed interface End {}

    private enum Agreed implements End {
        INSTANCE
    }

    private record Failed(Failure cause) implements End {}

    private final HandshakeStage<I, O, R> stage;
    private final Inlet<Frames<I>> in;
    private final Outlet<Frames<O>> out;
    private final AsyncCallback<Done> late = createAsyncCallback(done -> onLate());
    private final Queue<O> unsent = new ArrayDeque<>();
    private Timer.Scheduled deadline = () -> {};
    private @Nullable End end;
    private int taken;

    HandshakeLogic(HandshakeStage<I, O, R> stage) {
        super(stage.shape);
        this.stage = stage;
        in = stage.in;
        out = stage.out;
        setHandlers(in, out, this);
    }

    @Override
    public void preStart() {
        deadline = stage.connection.timer().schedule(stage.settings.timeout(), () -> late.invoke(Done.getInstance()));
        try {
            unsent.addAll(stage.conversation.start());
        } catch (RuntimeException thrown) {
            fail(refusal(thrown));
        }
        if (end == null) {
            pull(in);
        }
    }

    @Override
    public void onPush() {
        Frames<I> frames = grab(in);
        try {
            for (I frame = frames.next(); frame != null; frame = end == null ? frames.next() : null) {
                take(frame);
            }
        } catch (BadFrame bad) {
            fail(bad.failure());
        } catch (Failure fault) {
            fail(fault);
        }
        if (end == null) {
            pull(in);
        }
        advance();
    }

    private void take(I frame) {
        if (++taken > stage.settings.maxFrames()) {
            throw stage.settings.tooManyFrames();
        }
        Step<O, R> step;
        try {
            step = stage.conversation.onFrame(frame);
        } catch (RuntimeException thrown) {
            throw refusal(thrown);
        }
        unsent.addAll(step.frames());
        if (step instanceof Step.Done<O, R> done) {
            agree(done.result());
        } else if (step instanceof Step.Refused<O, R> refused) {
            fail(refused.cause());
        }
    }

    private void agree(R result) {
        try {
            stage.outcome.done(result);
        } catch (RuntimeException thrown) {
            throw refusal(thrown);
        }
        end = Agreed.INSTANCE;
        cancel(in);
    }

    /** The handshake has failed: its last frames leave, and then the connection ends. */
    private void fail(Failure cause) {
        if (end == null) {
            end = new Failed(cause);
            stage.outcome.failed(cause);
            cancel(in);
        }
    }

    @Override
    public @Nullable O next() {
        return unsent.poll();
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void onPull() {
        advance();
    }

    private void advance() {
        if (!unsent.isEmpty()) {
            if (isAvailable(out)) {
                push(out, this);
            }
        } else if (end instanceof Failed failed) {
            failStage(failed.cause);
        } else if (end != null) {
            completeStage();
        }
    }

    @Override
    public void onUpstreamFinish() {
        fail(failure("the peer closed the connection before the handshake was over"));
        advance();
    }

    @Override
    public void onUpstreamFailure(Throwable cause) {
        fail(Failure.of(cause));
        advance();
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
        fail(
                cause instanceof Failure failure
                        ? failure
                        : failure("the connection ended before the handshake was over"));
        cancelStage(cause);
    }

    private void onLate() {
        Failure cause = new CloseReason(
                        CloseReason.Kind.HANDSHAKE_TIMEOUT,
                        "the handshake was not over within "
                                + stage.settings.timeout().toMillis() + " ms (tapio.handshake.timeout)")
                .toFailure(Processed.NO);
        fail(cause);
        failStage(cause);
    }

    @Override
    public void postStop() {
        deadline.cancel();
        fail(failure("the connection was stopped before the handshake was over"));
    }

    private static Failure refusal(RuntimeException thrown) {
        return thrown instanceof Failure failure
                ? failure
                : failure("the handshake failed: " + thrown.getMessage()).withCause(thrown);
    }

    private static Failure failure(String message) {
        return Failure.at(Where.HANDSHAKE, Processed.NO, message);
    }
}
