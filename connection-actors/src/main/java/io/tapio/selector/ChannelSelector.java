package io.tapio.selector;

import io.tapio.time.Timer;
import java.nio.channels.SelectableChannel;
import org.apache.pekko.actor.ActorRef;

/** Watches channels for their owners. */
public interface ChannelSelector {
    /**
     * Watches {@code channel}, with no interest yet, for {@code owner}, which gets the {@link Registration} as its
     * first event. Registering again gives the channel to another owner. A channel that is closed meanwhile gets no
     * event.
     */
    void register(SelectableChannel channel, ActorRef owner);

    /** The dispatcher on which the owners of its channels should run. */
    String dispatcher();

    /** The clock of its channels. */
    Timer timer();

    /** True if the caller runs where the owners of its channels should. */
    boolean isHere();
}
