package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.selector.ChannelEvents;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Registration;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one connection to a target and is the parent of its actor and graph. Made by {@link TcpClient}; ends with the
 * connection, or when none could be made.
 *
 * <pre>
 *   resolving ──▶ connecting ──▶ connected ──▶ (stopped with the connection)
 * </pre>
 */
final class Client implements ChannelEvents {
    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    private record Resolved(InetSocketAddress address) implements Command {}

    private record ChannelEvent(Object event) implements Command {}

    private enum ConnectionEnded implements Command {
        INSTANCE
    }

    private record Failed(CloseReason reason) implements Command {}

    /** A target, what is spoken with it, and who is told when no connection can be made. */
    record Plan(
            String host,
            int port,
            TcpClientSettings settings,
            Conversation conversation,
            ChannelSelector selector,
            String id,
            Timer timer,
            Consumer<Failure> notConnected) {}

    private final ActorContext<Command> context;
    private final Plan plan;
    private final long started;
    private @Nullable SocketChannel channel;
    private @Nullable Registration registration;
    private Behavior<Command> next = Behaviors.same();
    private Timer.Scheduled deadline = () -> {};

    private Client(ActorContext<Command> context, Plan plan) {
        this.context = context;
        this.plan = plan;
        this.started = plan.timer.nanoTime();
    }

    static Behavior<Command> create(Plan plan) {
        return Behaviors.setup(context -> new Client(context, plan).connecting());
    }

    private Behavior<Command> connecting() {
        Duration limit = plan.settings.connectTimeout();
        ActorRef<Command> self = context.getSelf();
        CloseReason late = CloseReasons.connectTimeout(limit, plan.settings.connection());
        deadline = plan.timer.schedule(limit, () -> self.tell(new Failed(late)));
        // a name may be looked up over the network, in a call that blocks
        CompletableFuture.supplyAsync(
                        () -> new InetSocketAddress(plan.host, plan.port),
                        context.getSystem().dispatchers().lookup(DispatcherSelector.blocking()))
                .thenAccept(address -> self.tell(new Resolved(address)));
        return Behaviors.receive(Command.class)
                .onMessage(Resolved.class, this::onResolved)
                .onMessage(ChannelEvent.class, this::onChannelEvent)
                .onMessage(Failed.class, this::onFailed)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onResolved(Resolved resolved) {
        InetSocketAddress address = resolved.address;
        if (address.isUnresolved()) {
            return failed("the host is unknown");
        }
        try {
            channel = Sockets.configured(SocketChannel.open(), plan.settings.connection());
            if (channel.connect(address)) {
                return connected(channel);
            }
            ActorRef<Object> events = context.messageAdapter(Object.class, ChannelEvent::new);
            plan.selector.register(channel, Adapter.toClassic(events));
            return Behaviors.same();
        } catch (IOException thrown) {
            return failed(thrown.getMessage());
        }
    }

    private Behavior<Command> onChannelEvent(ChannelEvent event) {
        next = Behaviors.same();
        ChannelEvents.deliver(event.event, this);
        return next;
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
        registration.enable(SelectionKey.OP_CONNECT);
    }

    @Override
    public void connectable() {
        try {
            if (channel != null && channel.finishConnect()) {
                next = connected(channel);
            } else if (registration != null) {
                registration.enable(SelectionKey.OP_CONNECT);
            }
        } catch (IOException thrown) {
            next = failed(thrown.getMessage());
        }
    }

    /** The channel is the connection actor's from here on. */
    private Behavior<Command> connected(SocketChannel made) throws IOException {
        deadline.cancel();
        TcpConnection connection =
                new TcpConnection(plan.id, made.getLocalAddress(), made.getRemoteAddress(), plan.timer);
        connection.closedPromise().thenAccept(reason -> notOpened(Where.HANDSHAKE, reason));
        var runtime = new ConnectionRuntime(
                plan.settings.connection(),
                WireStage.attributes(plan.settings.connection()),
                plan.selector,
                new Graphs(context).on(plan.selector.dispatcher()),
                plan.timer);
        context.watchWith(
                context.spawn(
                        ConnectionActor.create(made, connection, plan.conversation, runtime),
                        plan.id,
                        DispatcherSelector.fromConfig(plan.selector.dispatcher())),
                ConnectionEnded.INSTANCE);
        return Behaviors.receive(Command.class)
                .onMessage(ConnectionEnded.class, ended -> Behaviors.stopped())
                .onAnyMessage(late -> Behaviors.same())
                .build();
    }

    private Behavior<Command> onFailed(Failed failed) {
        return end(failed.reason);
    }

    private Behavior<Command> failed(@Nullable String why) {
        return end(new CloseReason(Kind.CONNECT_FAILED, "cannot connect to " + target() + ": " + why));
    }

    private Behavior<Command> end(CloseReason reason) {
        notOpened(Where.CONNECT, reason);
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        deadline.cancel();
        if (registration != null) {
            registration.close();
        } else if (channel != null) {
            Sockets.close(channel);
        }
        notOpened(Where.CONNECT, CloseReasons.stopped("the client"));
        return Behaviors.same();
    }

    /** Tells who waits for the session, unless it has it, or the failure, already. */
    private void notOpened(Where where, CloseReason reason) {
        plan.notConnected.accept(Failure.at(where, Processed.NO, reason.message())
                .withDetail("close.reason", reason.kind().label())
                .withAddress(target())
                .withElapsed(Duration.ofNanos(plan.timer.nanoTime() - started)));
    }

    private String target() {
        return plan.host + ":" + plan.port;
    }
}
