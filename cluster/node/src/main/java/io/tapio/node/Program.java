package io.tapio.node;

import io.tapio.tcp.ServerBinding;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A server that {@code tapio serve} can start by its name. Found by {@link java.util.ServiceLoader}: public, with a
 * constructor without arguments, and named in {@code META-INF/services/io.tapio.node.Program}.
 */
public interface Program {
    /** The word to start it by, unique on the class path: {@code kv}. */
    String name();

    /** What it speaks: {@code redis}. */
    String protocol();

    /** What it does, in one line without a full stop. */
    String summary();

    /** The port that it listens on unless told otherwise. */
    int defaultPort();

    /** Starts it; completes when it listens, or fails with why it cannot. Port 0 means any free one. */
    CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port);
}
