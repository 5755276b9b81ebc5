package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.time.Timer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the life of one connection, beside the graph that its bytes go through. Made by a listener or a client, stopped
 * when the connection ends and never restarted, because a socket cannot be. It and its graph end each other: the wire
 * stage watches this actor, and tells it the reason when it ends.
 *
 * <pre>
 *   (made) ──▶ handshaking ──▶ open ──▶ draining ──▶ (stopped)
 *      └─────── ready at once ───▲
 * </pre>
 */
final class ConnectionActor {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionActor.class);

    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    /** Finish what is under way and close, because of {@code why}; what is left after {@code within} is cut. */
    record Drain(Duration within, CloseReason why) implements Command {
        Drain(Duration within) {
            this(within, new CloseReason(Kind.DRAINED, "drained"));
        }
    }

    /** Completes when what was under way here has been done: a graph that was being started runs with all its parts. */
    record Settle(CompletableFuture<Done> settled) implements Command {}

    /** A deadline of the actor's own passed. */
    private record Passed(CloseReason reason) implements Command {}

    private record Opened(Flow<ByteString, ByteString, CompletionStage<?>> graph) implements Command {}

    private record NotOpened(Throwable cause) implements Command {}

    private record NotStarted(Throwable cause) implements Command {}

    /** The graph runs; its wire takes words at this actor. */
    record GraphStarted(ActorRef wire) implements Command {}

    /** The graph has ended. */
    record Ended(CloseReason reason) implements Command {}

    private enum Shaken implements Command {
        INSTANCE
    }

    private enum Phase {
        HANDSHAKING,
        OPEN,
        DRAINING
    }

    private final ActorContext<Command> context;
    private final SocketChannel channel;
    private final TcpConnection connection;
    private final Conversation conversation;
    private final ConnectionRuntime runtime;
    private Phase phase = Phase.HANDSHAKING;
    private @Nullable ActorRef wire;
    private @Nullable Drain draining;
    private Timer.Scheduled deadline = () -> {};

    private ConnectionActor(
            ActorContext<Command> context,
            SocketChannel channel,
            TcpConnection connection,
            Conversation conversation,
            ConnectionRuntime runtime) {
        this.context = context;
        this.channel = channel;
        this.connection = connection;
        this.conversation = conversation;
        this.runtime = runtime;
    }

    /** The actor of a connected {@code channel}, which is its own from here on. */
    static Behavior<Command> create(
            SocketChannel channel, TcpConnection connection, Conversation conversation, ConnectionRuntime runtime) {
        return Behaviors.setup(context -> {
            ConnectionActor actor = new ConnectionActor(context, channel, connection, conversation, runtime);
            Behavior<Command> first = actor.opening();
            return Behavior.isAlive(first) ? Behaviors.receive(actor::onCommand, actor::onSignal) : first;
        });
    }

    // -- phases

    private Behavior<Command> opening() {
        try {
            return await(conversation.open(connection), Opened::new);
        } catch (Throwable thrown) { // everything: an actor that fails before it has begun leaves its channel open
            return end(CloseReasons.notOpened(Failure.of(thrown), conversation));
        }
    }

    /** Goes on with what comes of {@code stage}: now, if it is there, or else when it comes, within a deadline. */
    private <T> Behavior<Command> await(CompletionStage<T> stage, Function<T, Command> success) {
        var future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            return onCommand(context, success.apply(future.join()));
        }
        future.whenComplete((value, thrown) -> tell(thrown == null ? success.apply(value) : new NotOpened(thrown)));
        return handshaking();
    }

    private Behavior<Command> handshaking() {
        deadline.cancel();
        Duration limit = runtime.settings().handshakeTimeout();
        CloseReason late = CloseReasons.handshakeTimeout(limit, runtime.settings());
        deadline = runtime.timer().schedule(limit, () -> tell(new Passed(late)));
        return Behaviors.same();
    }

    private Behavior<Command> open() {
        deadline.cancel();
        phase = Phase.OPEN;
        deadline = runtime.afterLifetime(this::tell);
        return Behaviors.same();
    }

    // -- events

    /** By hand, because a table of handlers would cost each idle connection half a kilobyte. */
    private Behavior<Command> onCommand(ActorContext<Command> same, Command command) {
        if (command instanceof Opened opened) {
            return start(opened.graph);
        } else if (command instanceof GraphStarted started) {
            return onGraphStarted(started.wire);
        } else if (command instanceof Shaken) {
            return open();
        } else if (command instanceof NotOpened failed) {
            return cut(CloseReasons.notOpened(Failure.of(failed.cause), conversation));
        } else if (command instanceof NotStarted failed) {
            return end(CloseReasons.notStarted(failed.cause, runtime.materializer()));
        } else if (command instanceof Drain drain) {
            return onDrain(drain);
        } else if (command instanceof Passed passed) {
            return cut(passed.reason);
        } else if (command instanceof Ended ended) {
            return end(ended.reason);
        } else if (command instanceof Settle settle) {
            settle.settled.complete(Done.getInstance());
            return Behaviors.same();
        }
        return Behaviors.unhandled();
    }

    private Behavior<Command> onSignal(ActorContext<Command> same, Signal signal) {
        return signal instanceof PostStop ? onStop() : Behaviors.unhandled();
    }

    private Behavior<Command> start(Flow<ByteString, ByteString, CompletionStage<?>> graph) {
        try {
            return await(runtime.start(channel, connection, graph, context.getSelf()), shaken -> Shaken.INSTANCE);
        } catch (Throwable thrown) { // everything, as above
            tell(new NotStarted(thrown)); // behind the word of a parent that stops, if that is why
            return Behaviors.same();
        }
    }

    private Behavior<Command> onGraphStarted(ActorRef started) {
        wire = started;
        tellIfDraining();
        return Behaviors.same();
    }

    private Behavior<Command> onDrain(Drain drain) {
        if (phase == Phase.HANDSHAKING) {
            return cut(new CloseReason(Kind.DRAINED, "drained before it was open"));
        }
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
            draining = drain;
            deadline.cancel();
            CloseReason late = CloseReasons.drainDeadline(drain.within, runtime.settings());
            deadline = runtime.timer().schedule(drain.within, () -> tell(new Passed(late)));
            tellIfDraining();
        }
        return Behaviors.same();
    }

    /** The wire first: a graph may end as soon as it hears of it, and the wire has to know why. */
    private void tellIfDraining() {
        ActorRef started = wire;
        if (started != null && draining != null) {
            started.tell(new WireStage.Draining(draining.why), ActorRef.noSender()); // before the end that follows
            conversation.onDrain().ifPresent(told -> started.tell(told, ActorRef.noSender()));
            conversation.drain(draining.within);
            connection.drainingPromise().complete(Done.getInstance());
        }
    }

    /**
     * Ends the graph with this reason, which comes back as {@link Ended}; or this actor, if the graph is not there yet.
     */
    private Behavior<Command> cut(CloseReason reason) {
        if (wire == null) {
            return end(reason);
        }
        wire.tell(new WireStage.Abort(reason), ActorRef.noSender());
        return Behaviors.same();
    }

    private Behavior<Command> end(CloseReason reason) {
        deadline.cancel();
        if (wire == null) {
            Sockets.close(channel);
        }
        LOG.debug("{} closed, {}", connection, reason);
        connection.closedPromise().complete(reason);
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        deadline.cancel();
        if (wire == null) {
            Sockets.close(channel);
        }
        connection.closedPromise().complete(CloseReasons.stopped("the connection's actor"));
        return Behaviors.same();
    }

    private void tell(Command command) {
        context.getSelf().tell(command);
    }
}
