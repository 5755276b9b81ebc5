package io.tapio.tcp;

import io.tapio.selector.ChannelEvents;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Registration;
import io.tapio.time.Timer;
import java.io.IOException;
import java.nio.channels.SelectionKey;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the connections of one binding and is the parent of their actors and graphs. Made by {@link TcpServer}; ends
 * when it has been told to drain and the last connection has ended. It outlives every fault of a connection; when the
 * process is out of file descriptors it waits and tries again.
 *
 * <pre>
 *   listening ──▶ unbound ──▶ (stopped with the last connection)
 * </pre>
 */
final class Listener implements ChannelEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Connections taken from the backlog before other actors get their turn. */
    private static final int BATCH = 16;

    private static final Duration ACCEPT_BACKOFF = Duration.ofSeconds(1);

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
            CompletableFuture<Done> terminated) {}

    private final ActorContext<Command> context;
    private final Plan plan;
    private final RareLog alarm;
    private final Graphs graphs;
    private final Attributes wire;
    private final ConnectionTable connections;
    private @Nullable Registration registration;
    private @Nullable CompletableFuture<Done> socketClosed;

    private Listener(ActorContext<Command> context, Plan plan) {
        this.context = context;
        this.plan = plan;
        this.alarm = new RareLog(LOG, Timer.shared());
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
        closeSocket();
        if (connections.size() == 0) {
            return Behaviors.stopped();
        }
        return Behaviors.receive(Command.class)
                .onMessage(Unbind.class, this::onUnbind)
                .onMessage(Terminate.class, this::onTerminate)
                .onMessage(ConnectionEnded.class, this::onLastOnesEnded)
                .onAnyMessage(late -> Behaviors.same())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onChannelEvent(ChannelEvent event) {
        ChannelEvents.deliver(event.event, this);
        return Behaviors.same();
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
        registration.enable(SelectionKey.OP_ACCEPT);
    }

    @Override
    public void acceptable() {
        try {
            for (int i = 0; i < BATCH; i++) {
                if (connections.size() >= plan.settings.maxConnections()) {
                    alarm.warn(
                            "{} has {} connections, the limit (tapio.tcp.server.max-connections); more have to wait",
                            name(),
                            connections.size());
                    return;
                }
                SocketChannel channel = plan.socket.accept();
                if (channel == null) {
                    break;
                }
                open(channel);
            }
            accept();
        } catch (IOException thrown) {
            alarm.warn(
                    "{} cannot accept: {}; trying again in {} s",
                    name(),
                    String.valueOf(thrown.getMessage()),
                    ACCEPT_BACKOFF.toSeconds());
            plan.selector
                    .timer()
                    .schedule(ACCEPT_BACKOFF, () -> context.getSelf().tell(AcceptAgain.INSTANCE));
        }
    }

    private void accept() {
        if (registration != null) {
            registration.enable(SelectionKey.OP_ACCEPT);
        }
    }

    private Behavior<Command> onAcceptAgain() {
        accept();
        return Behaviors.same();
    }

    private void open(SocketChannel channel) {
        connections.accepted();
        ConnectionSettings settings = plan.settings.connection();
        try {
            Sockets.configured(channel, settings);
            ChannelSelector selector = plan.selectors.get();
            Timer timer = plan.clock.apply(selector);
            TcpConnection connection =
                    new TcpConnection(plan.ids.get(), channel.getLocalAddress(), channel.getRemoteAddress(), timer);
            var runtime = new ConnectionRuntime(settings, wire, selector, graphs.on(selector.dispatcher()), timer);
            ActorRef<ConnectionActor.Command> actor = context.spawn(
                    ConnectionActor.create(channel, connection, plan.conversation, runtime),
                    connection.id(),
                    DispatcherSelector.fromConfig(selector.dispatcher()));
            context.watchWith(actor, new ConnectionEnded(actor));
            connections.add(actor, connection);
        } catch (IOException goneAlready) {
            Sockets.close(channel);
            connections.ended(CloseReasons.reset(goneAlready));
        }
    }

    private Behavior<Command> onConnectionEnded(ConnectionEnded ended) {
        boolean full = connections.size() >= plan.settings.maxConnections();
        connections.remove(ended.connection);
        if (full) {
            accept();
        }
        return Behaviors.same();
    }

    private Behavior<Command> onLastOnesEnded(ConnectionEnded ended) {
        connections.remove(ended.connection);
        return connections.size() == 0 ? Behaviors.stopped() : Behaviors.same();
    }

    private Behavior<Command> onUnbind(Unbind unbind) {
        closeSocket().thenRun(() -> unbind.unbound.complete(Done.getInstance()));
        return unbound();
    }

    private Behavior<Command> onTerminate(Terminate terminate) {
        ConnectionActor.Drain drain = new ConnectionActor.Drain(terminate.within);
        connections.tell(drain);
        return unbound();
    }

    private Behavior<Command> onStop() {
        connections.removeAll(); // they have stopped before it, as children do
        closeSocket().thenRun(() -> plan.terminated.complete(Done.getInstance()));
        return Behaviors.same();
    }

    /** Closes the socket once, and tells when the operating system has it back. */
    private CompletableFuture<Done> closeSocket() {
        if (socketClosed == null) {
            CompletableFuture<Done> closed = new CompletableFuture<>();
            socketClosed = closed;
            if (registration != null) {
                registration.close(() -> closed.complete(Done.getInstance()));
            } else {
                Sockets.close(plan.socket); // nobody selects it yet
                closed.complete(Done.getInstance());
            }
        }
        return socketClosed;
    }

    private String name() {
        return context.getSelf().path().name();
    }
}
