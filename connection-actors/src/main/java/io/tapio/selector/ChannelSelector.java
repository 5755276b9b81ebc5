package io.tapio.selector;

import io.tapio.time.Timer;
import java.nio.channels.SelectableChannel;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Watches channels for their owners. */
public interface ChannelSelector {
    /**
     * Watches {@code channel}, with no interest yet, for {@code owner}, which gets the {@link Registration} as its
     * first event. Registering again gives the channel to another owner. A channel that is closed meanwhile gets no
     * event.
     */
    void register(SelectableChannel channel, ActorRef owner);

    /**
     * As {@link #register(SelectableChannel, ActorRef)}, for a stage of a graph that runs on {@link #dispatcher()};
     * {@code owner} is its stage actor. What comes after the first event may come as calls in place of messages.
     */
    default <S extends GraphStageLogic & ChannelEvents> void register(
            SelectableChannel channel, ActorRef owner, S stage) {
        register(channel, owner);
    }

    /** The dispatcher on which the owners of its channels should run. */
    String dispatcher();

    /** The clock of its channels. */
    Timer timer();

    /** True if the caller runs where the owners of its channels should. */
    boolean isHere();
}
