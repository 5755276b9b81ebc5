package io.tapio.node;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.ServerPlan;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A server that {@code tapio serve} can start by its name. Found by {@link java.util.ServiceLoader}: public, with a
 * constructor without arguments, and named in {@code META-INF/services/io.tapio.node.Program}.
 *
 * <p>Has a {@link #plan}, or else a {@link #start} of its own and is not to be explained.
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
    default CompletionStage<ServerBinding> start(ActorSystem<?> system, String host, int port) {
        return plan(system).bind(host, port);
    }

    /** What it serves, made ready: {@code tapio serve} binds it, {@code tapio explain} shows it. */
    default ServerPlan plan(ActorSystem<?> system) {
        throw Failure.at(
                Where.SERVICE, Processed.NO, name() + " starts by itself, and has no plan to show (Program.plan)");
    }
}
