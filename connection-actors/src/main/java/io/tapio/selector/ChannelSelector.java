package io.tapio.selector;

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
}
