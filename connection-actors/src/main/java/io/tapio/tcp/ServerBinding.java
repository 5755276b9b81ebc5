package io.tapio.tcp;

import io.tapio.failure.Failure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * A server that listens. When its ActorSystem shuts down in order, it is unbound in the phase {@code service-unbind}
 * and drained in the phase {@code service-requests-done}. Thread-safe; no stage ever fails.
 */
public interface ServerBinding {
    /**
     * Where it listens, with the port that the operating system chose if it was asked to; the first if there are more.
     */
    InetSocketAddress localAddress();

    /** All addresses at which it listens: those that its host name has, on one port. */
    List<InetSocketAddress> localAddresses();

    /**
     * How many connections there are and were, why they ended, and what kept others from being accepted. One that has
     * ended is counted when its place is free again, shortly after it has told its reason, and before
     * {@link #whenTerminated} completes. A cheap look.
     */
    ConnectionCounts counts();

    /** Stops listening; open connections go on. Completes when no new connection can be made. */
    CompletionStage<Done> unbind();

    /**
     * Stops listening, asks every connection to finish what is under way, and cuts those that have not after
     * {@code hardDeadline}. Completes when all have ended.
     */
    CompletionStage<Done> terminate(Duration hardDeadline);

    /** Completes when the listener and all its connections have ended, whatever ended them. */
    CompletionStage<Done> whenTerminated();

    /**
     * Completes, with the reason, if the server has ended or is ending though nobody has asked it to: an actor of it
     * has died, or what it {@linkplain ServerPlan#standingOn stands on} has ended. Nothing that a peer does brings it
     * about.
     */
    CompletionStage<Failure> whenFailed();
}
