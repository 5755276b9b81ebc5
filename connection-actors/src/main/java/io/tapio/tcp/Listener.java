package io.tapio.tcp;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.selector.ChannelEvents;
import io.tapio.selector.ChannelSelector;
import io.tapio.stats.Stats;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Attributes;

/**
 * Accepts the connections of one binding and is the parent of their actors and graphs. Made by {@link TcpServer}; ends
 * when it has been told to drain and the last connection has ended. It outlives every fault of a connection; how many
 * it accepts, and how fast, is the {@link AcceptGate}'s word.
 *
 * <pre>
 *   listening ──▶ unbound ──▶ (stopped with the last connection)
 * </pre>
 */
final class Listener {
    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    /** Stop listening. */
    record Unbind(CompletableFuture<Done> unbound) implements Command {}

    /** Stop listening, and end every connection within the time. */
    record Terminate(Duration within) implements Command {}

    private record ChannelEvent(Object event) implements Command {}

    private record ConnectionEnded(ActorRef<ConnectionActor.Command> connection) implements Command {}

    private enum AcceptAgain implements Command {
        INSTANCE
    }

    /** A bound socket, what is spoken on it, who watches it, and what its connections need. */
    record Plan(
            ServerSocketChannel socket,
            TcpServerSettings settings,
            Conversation conversation,
            ChannelSelector selector,
            Supplier<ChannelSelector> selectors,
            Supplier<String> ids,
            Function<ChannelSelector, Timer> clock,
            ConnectionTable connections,
            Descriptors descriptors,
            CompletableFuture<Failure> failed,
            CompletableFuture<Done> terminated) {}

    private final ActorContext<Command> context;
    private final Plan plan;
    private final Stats stats;
    private final AcceptGate gate;
    private final Graphs graphs;
    private final Attributes wire;
    private final ConnectionTable connections;
    private final Acceptor acceptor;

    /** What there is to do at an end that nobody has asked for; nothing any more when somebody has. */
    private Runnable unasked = this::tellOwner;

    private Listener(ActorContext<Command> context, Plan plan) {
        this.context = context;
        this.plan = plan;
        this.stats = SystemStats.of(context.getSystem());
        this.gate = new AcceptGate(
                context.getSelf().path().name(),
                plan.settings,
                plan.descriptors,
                plan.clock.apply(plan.selector),
                plan.connections::met,
                () -> context.getSelf().tell(AcceptAgain.INSTANCE));
        this.acceptor = new Acceptor(plan.socket, gate, this::open);
        this.graphs = new Graphs(context);
        this.connections = plan.connections;
        this.wire = WireStage.attributes(plan.settings.connection());
    }

    static Behavior<Command> create(Plan plan) {
        return Behaviors.setup(context -> new Listener(context, plan).listening());
    }

    private Behavior<Command> listening() {
        ActorRef<Object> events = context.messageAdapter(Object.class, ChannelEvent::new);
        plan.selector.register(plan.socket, Adapter.toClassic(events));
        return Behaviors.receive(Command.class)
                .onMessage(ChannelEvent.class, this::onChannelEvent)
                .onMessage(AcceptAgain.class, again -> onAcceptAgain())
                .onMessage(Unbind.class, this::onUnbind)
                .onMessage(Terminate.class, this::onTerminate)
                .onMessage(ConnectionEnded.class, this::onConnectionEnded)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> unbound() {
        unasked = () -> {};
        acceptor.close();
        if (isOver()) {
            return Behaviors.stopped();
        }
        return Behaviors.receive(Command.class)
                .onMessage(ChannelEvent.class, this::onLateChannelEvent)
                .onMessage(Unbind.class, this::onUnbind)
                .onMessage(Terminate.class, this::onTerminate)
                .onMessage(ConnectionEnded.class, this::onLastOnesEnded)
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onChannelEvent(ChannelEvent event) {
        ChannelEvents.deliver(event.event, acceptor);
        return Behaviors.same();
    }

    private Behavior<Command> onAcceptAgain() {
        gate.onAgain();
        acceptor.wantMore();
        return Behaviors.same();
    }

    private void open(SocketChannel channel) {
        connections.accepted();
        ConnectionSettings settings = plan.settings.connection();
        try {
            Sockets.configured(channel, settings);
            ChannelSelector selector = plan.selectors.get();
            Timer timer = plan.clock.apply(selector);
            TcpConnection connection = new TcpConnection(plan.ids.get(), channel, timer, stats);
            var runtime = new ConnectionRuntime(settings, wire, selector, graphs.on(selector.dispatcher()), timer);
            ActorRef<ConnectionActor.Command> actor = context.spawn(
                    ConnectionActor.create(channel, connection, plan.conversation, runtime),
                    connection.id(),
                    DispatcherSelector.fromConfig(selector.dispatcher()));
            context.watchWith(actor, new ConnectionEnded(actor));
            connections.add(actor, connection);
            gate.entered(connection.remoteAddress());
        } catch (IOException goneAlready) {
            Sockets.close(channel);
            connections.ended(CloseReasons.reset(goneAlready));
        }
    }

    private Behavior<Command> onConnectionEnded(ConnectionEnded ended) {
        TcpConnection connection = connections.remove(ended.connection);
        if (connection != null && gate.left(connection.remoteAddress())) {
            acceptor.wantMore();
        }
        return Behaviors.same();
    }

    private Behavior<Command> onLastOnesEnded(ConnectionEnded ended) {
        onConnectionEnded(ended);
        return isOver() ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Command> onLateChannelEvent(ChannelEvent event) {
        onChannelEvent(event);
        return isOver() ? Behaviors.stopped() : Behaviors.same();
    }

    private boolean isOver() {
        return acceptor.isRegistered() && connections.size() == 0;
    }

    private Behavior<Command> onUnbind(Unbind unbind) {
        acceptor.close().thenRun(() -> unbind.unbound.complete(Done.getInstance()));
        return unbound();
    }

    private Behavior<Command> onTerminate(Terminate terminate) {
        ConnectionActor.Drain drain = new ConnectionActor.Drain(terminate.within);
        connections.tell(drain);
        return unbound();
    }

    private void tellOwner() {
        String name = context.getSelf().path().name();
        plan.failed.complete(Failure.at(Where.CLOSED, Processed.NO, "the actor " + name + " was stopped"));
    }

    private Behavior<Command> onStop() {
        unasked.run();
        connections.removeAll(each -> gate.left(each.remoteAddress())); // stopped before it, as children are
        acceptor.abandon().thenRun(() -> plan.terminated.complete(Done.getInstance()));
        return Behaviors.same();
    }
}
