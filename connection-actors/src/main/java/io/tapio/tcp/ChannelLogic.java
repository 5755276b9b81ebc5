package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure.Processed;
import io.tapio.selector.ChannelEvents;
import io.tapio.selector.Registration;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * The life of a {@link WireStage}'s channel: registered when the graph starts, ended when {@link Halves} says so, or at
 * once on an error, a deadline or the word of the connection actor, and closed when the stage stops, whatever stopped
 * it. What goes through the channel is {@link WireLogic}'s, a subclass: the two are one object, because each object
 * more is one more to be fetched when a connection among many is ready.
 */
abstract class ChannelLogic extends GraphStageLogic implements ChannelEvents {
    final SocketChannel channel;
    final Deadlines deadlines;
    final Halves halves;
    TlsGuess tls = TlsGuess.UNHEARD;
    private final WireStage stage;
    private @Nullable Registration registration;
    private @Nullable CloseReason ended;

    ChannelLogic(WireStage stage) {
        super(stage.shape);
        this.stage = stage;
        channel = stage.channel;
        deadlines = new Deadlines(stage.settings, stage.connection.timer(), this::ring);
        halves = new Halves(deadlines);
    }

    /** The channel can be read and written from here on. */
    abstract void onRegistered();

    /** Nobody has asked for bytes for a while. */
    abstract void onProbe();

    /** The connection drains by reading no more. */
    abstract void onEndInput();

    /** Whether something that the peer was to get has not been written. */
    abstract boolean isCutShort();

    // -- the beginning, and what comes to the stage's actor

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

    private void ring() {
        stageActor().ref().tell(WireStage.Told.RING, ActorRef.noSender());
    }

    private void receive(Object message) {
        if (!ChannelEvents.deliver(message, this)) {
            if (message == WireStage.Told.RING) {
                deadlines.onRing(this::onPassed);
            } else if (message == WireStage.Told.END_INPUT) {
                onEndInput();
            } else if (message instanceof WireStage.Draining draining) {
                halves.because(draining.reason());
            } else if (message instanceof WireStage.Abort abort) {
                end(abort.reason());
            } else if (message instanceof Terminated) {
                end(CloseReasons.stopped("the connection's actor"));
            }
        }
    }

    private void onPassed(Deadlines.Kind deadline) {
        switch (deadline) {
            case READ_PROBE -> onProbe();
            case LINGER -> end(halves.reason());
            default -> end(CloseReasons.passed(deadline, deadlines.limit(deadline), stage.settings.path()));
        }
    }

    @Override
    public final void registered(Registration registration) {
        this.registration = registration;
        onRegistered();
    }

    /** Asks to be told when one of {@code operations} is possible. */
    final void want(int operations) {
        if (registration != null) {
            registration.enable(operations);
        }
    }

    // -- the end

    /** Closes this side; the graph is done, and all is written. */
    final void endOutput() {
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

    final void end(CloseReason why) {
        CloseReason reason = tls.named(why);
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
        CloseReason reason = ended != null ? ended : CloseReasons.stopped("the connection's stream");
        if (isCutShort() || halves.isOutputOpen() && CloseReasons.cutsShort(reason)) { // and must not look whole
            Sockets.resetOnClose(channel);
        }
        if (registration != null) {
            registration.close();
        } else {
            Sockets.close(channel);
        }
        stage.watcher.ended(reason);
    }
}
