package io.tapio.keepalive;

import io.tapio.codec.Frames;
import io.tapio.time.Timer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.pekko.Done;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link KeepAliveStage}. A pong is due while the dispatch takes frames, which is no time to emit: the
 * stage then sends itself a message, unless the encoder takes the pong before.
 */
final class KeepAliveLogic<I, O> extends GraphStageLogic {
    private final KeepAliveStage<I, O> stage;
    private final Pings<I, O> pings;
    private final KeepAliveSettings settings;
    private final AsyncCallback<Done> ring = createAsyncCallback(done -> onRing());
    private final AsyncCallback<Done> offer = createAsyncCallback(done -> onOffer());
    private final Queue<O> pongs = new ArrayDeque<>(1);
    private final Incoming incoming = new Incoming();
    private final Outgoing outgoing = new Outgoing();
    private final @Nullable Pulse pulse;
    private Timer.Scheduled alarm = () -> {};
    private boolean offerComes;

    KeepAliveLogic(KeepAliveStage<I, O> stage) {
        super(stage.shape());
        this.stage = stage;
        pings = stage.layer.pings();
        settings = stage.layer.settings();
        pulse = settings.pingInterval()
                .map(interval -> new Pulse(stage.timer, interval, settings.pongTimeout()))
                .orElse(null);
        setHandler(stage.fromPeer, incoming);
        setHandler(stage.toDispatch, incoming);
        setHandler(stage.fromDispatch, outgoing);
        setHandler(stage.toPeer, outgoing);
    }

    @Override
    public void preStart() {
        setAlarm();
    }

    @Override
    public void postStop() {
        alarm.cancel();
    }

    private void setAlarm() {
        if (pulse != null) {
            alarm = stage.timer.schedule(pulse.untilNext(), () -> ring.invoke(Done.getInstance()));
        }
    }

    private void onRing() {
        if (pulse == null || isClosed(stage.fromPeer)) {
            return;
        }
        switch (pulse.look()) {
            case GONE -> {
                failStage(settings.gone());
                return;
            }
            case PING -> outgoing.offer();
            case WAIT -> {}
        }
        setAlarm();
    }

    private void onOffer() {
        offerComes = false;
        outgoing.offer();
    }

    private void answer(I ping) {
        if (pongs.size() == settings.maxPongs()) {
            throw settings.tooManyPongs();
        }
        pongs.add(pings.pong(ping));
        if (!offerComes) {
            offerComes = true;
            offer.invoke(Done.getInstance());
        }
    }

    /** From the peer to the dispatch. */
    private final class Incoming implements InHandler, OutHandler, Frames<I> {
        private @Nullable Frames<I> frames;

        @Override
        public void onPush() {
            frames = grab(stage.fromPeer);
            if (pulse != null && pulse.heard()) {
                stage.doubt.accept(false);
            }
            push(stage.toDispatch, this);
        }

        @Override
        public void onPull() {
            if (pulse != null) {
                pulse.reading();
            }
            pull(stage.fromPeer);
        }

        @Override
        public @Nullable I next() {
            while (frames != null) {
                I frame = frames.next();
                if (frame == null) {
                    frames = null;
                } else if (pings.isPing(frame)) {
                    answer(frame);
                } else if (!pings.isPong(frame)) {
                    return frame;
                }
            }
            return null;
        }

        @Override
        public void onUpstreamFinish() {
            alarm.cancel();
            complete(stage.toDispatch);
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            fail(stage.toDispatch, cause);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            alarm.cancel();
            cancel(stage.fromPeer, cause);
        }
    }

    /** From the dispatch to the peer. While the encoder has taken this and wants more, whatever comes goes into it. */
    private final class Outgoing implements InHandler, OutHandler, Frames<O> {
        private @Nullable Frames<O> frames;
        private @Nullable Throwable fault;
        private boolean whole = true;

        @Override
        public void onPush() {
            frames = grab(stage.fromDispatch);
            offer();
        }

        @Override
        public void onPull() {
            if (!offer()) {
                if (isClosed(stage.fromDispatch)) {
                    end();
                } else if (!hasBeenPulled(stage.fromDispatch)) {
                    pull(stage.fromDispatch);
                }
            }
        }

        /** Hands on what there is, if it is asked for. */
        boolean offer() {
            boolean has = hasFrames();
            if (has && isAvailable(stage.toPeer)) {
                push(stage.toPeer, this);
            }
            return has;
        }

        private boolean hasFrames() {
            return frames != null || !pongs.isEmpty() || (pulse != null && pulse.isPingDue());
        }

        private void end() {
            if (fault == null) {
                complete(stage.toPeer);
            } else {
                fail(stage.toPeer, fault);
            }
        }

        @Override
        public @Nullable O next() {
            O own = own();
            if (own != null || frames == null) {
                return own;
            }
            O frame = frames.next();
            if (frame == null) {
                whole = frames.isWhole();
                frames = null;
                return own();
            }
            return frame;
        }

        private @Nullable O own() {
            if (pulse != null && pulse.isPingDue()) {
                pulse.pinged();
                stage.doubt.accept(true);
                return pings.ping();
            }
            return pongs.poll();
        }

        @Override
        public boolean isWhole() {
            return whole;
        }

        @Override
        public void onUpstreamFinish() {
            if (!offer()) {
                end();
            }
        }

        @Override
        public void onUpstreamFailure(Throwable cause) {
            fault = cause;
            onUpstreamFinish();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
            cancel(stage.fromDispatch, cause);
        }
    }
}
