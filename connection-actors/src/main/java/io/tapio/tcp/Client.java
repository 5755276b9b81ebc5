package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.selector.ChannelSelector;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one connection to a target and is the parent of its actor and graph, and of the attempts before. Made by
 * {@link TcpClient}; ends with the connection, or when none could be made.
 *
 * <pre>
 *   resolving ──▶ connecting ──▶ connected ──▶ (stopped with the connection)
 * </pre>
 */
final class Client {
    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    private record Resolved(List<InetAddress> remotes, List<InetSocketAddress> locals) implements Command {}

    private record Unresolved(Throwable why) implements Command {}

    /** The attempts up to this number have had their time. */
    record Delayed(int number) implements Command {}

    /** An attempt was successful. The channel is the attempt's until it is taken out. */
    record Connected(AtomicReference<@Nullable SocketChannel> channel) implements Command {}

    /** An attempt has failed. */
    record Refused(InetSocketAddress address, IOException why) implements Command {}

    private enum ConnectionEnded implements Command {
        INSTANCE
    }

    /** The time to connect is over. */
    private enum Late implements Command {
        INSTANCE
    }

    /** A target, what is spoken with it, and who is told when no connection can be made. */
    record Plan(
            String host,
            int port,
            TcpClientSettings settings,
            Conversation conversation,
            Resolver resolver,
            ChannelSelector selector,
            String id,
            Timer timer,
            Consumer<Failure> notConnected) {}

    private final ActorContext<Command> context;
    private final Plan plan;
    private final long started;
    private final Descriptors descriptors;
    private final ClientCounts counts;
    private @Nullable Attempts attempts;
    private Timer.Scheduled deadline = () -> {};

    /** That of the connection, once it is made. */
    private @Nullable SocketChannel channel;

    /** Why there is no connection, if there is none when this ends. */
    private CloseReason notMade = CloseReasons.stopped("the client");

    private Client(ActorContext<Command> context, Plan plan) {
        this.context = context;
        this.plan = plan;
        this.started = plan.timer.nanoTime();
        this.descriptors = Descriptors.get(context.getSystem().classicSystem());
        this.counts = ClientCounts.get(context.getSystem().classicSystem());
    }

    static Behavior<Command> create(Plan plan) {
        return Behaviors.setup(context -> new Client(context, plan).connecting());
    }

    private Behavior<Command> connecting() {
        ActorRef<Command> self = context.getSelf();
        deadline = plan.timer.schedule(plan.settings.connectTimeout(), () -> self.tell(Late.INSTANCE));
        plan.resolver
                .resolve(plan.host, "host")
                .thenCombine(locals(), Resolved::new)
                .whenComplete((resolved, thrown) -> self.tell(thrown == null ? resolved : new Unresolved(thrown)));
        return Behaviors.receive(Command.class)
                .onMessage(Resolved.class, this::onResolved)
                .onMessage(Unresolved.class, this::onUnresolved)
                .onMessage(Delayed.class, this::onDelayed)
                .onMessage(Refused.class, this::onRefused)
                .onMessage(Connected.class, this::onConnected)
                .onMessage(Late.class, late -> onLate())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    /** The addresses of the host to connect from; none for any. */
    private CompletionStage<List<InetSocketAddress>> locals() {
        return plan.settings
                .localAddress()
                .map(local -> plan.resolver
                        .resolve(local.getHostString(), "local host")
                        .thenApply(addresses -> addresses.stream()
                                .map(address -> new InetSocketAddress(address, local.getPort()))
                                .toList()))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    private Behavior<Command> onResolved(Resolved resolved) {
        attempts = new Attempts(context, plan, resolved.remotes, resolved.locals);
        attempts.startNext();
        return Behaviors.same();
    }

    private Behavior<Command> onUnresolved(Unresolved unresolved) {
        Failure failure = Failure.of(unresolved.why);
        return failed(String.valueOf(failure.getMessage()), Optional.ofNullable(failure.getCause()));
    }

    private Behavior<Command> onDelayed(Delayed delayed) {
        if (attempts != null) {
            attempts.onDelayed(delayed.number);
        }
        return Behaviors.same();
    }

    private Behavior<Command> onRefused(Refused refused) {
        if (attempts == null) {
            return Behaviors.unhandled();
        }
        attempts.onRefused(refused.address, refused.why);
        return attempts.areLost() ? failed(attempts.summary(target()), attempts.firstCause()) : Behaviors.same();
    }

    private Behavior<Command> onConnected(Connected connected) {
        SocketChannel made = connected.channel.getAndSet(null);
        if (attempts == null || made == null) {
            return Behaviors.unhandled();
        }
        channel = made;
        attempts.stop();
        try {
            return connected(made);
        } catch (IOException goneAlready) {
            Sockets.close(made);
            return failed(String.valueOf(goneAlready.getMessage()), Optional.of(goneAlready));
        }
    }

    private Behavior<Command> onLate() {
        String to = attempts == null ? "its addresses were not found yet" : attempts.summary(target());
        Optional<Throwable> cause = attempts == null ? Optional.empty() : attempts.firstCause();
        return end(CloseReasons.connectTimeout(plan.settings.connectTimeout(), plan.settings.connection(), to), cause);
    }

    /** The channel is the connection actor's from here on. */
    private Behavior<Command> connected(SocketChannel made) throws IOException {
        deadline.cancel();
        var connection = new TcpConnection(plan.id, made, plan.timer, SystemStats.of(context.getSystem()));
        counts.connected();
        connection.closedPromise().thenAccept(reason -> notOpened(Where.HANDSHAKE, reason, Optional.empty()));
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
                .onSignal(PostStop.class, stop -> onEnded(connection))
                .build();
    }

    private Behavior<Command> failed(String why, Optional<Throwable> cause) {
        return end(new CloseReason(Kind.CONNECT_FAILED, "cannot connect to " + target() + ": " + why), cause);
    }

    private Behavior<Command> end(CloseReason reason, Optional<Throwable> cause) {
        notMade = reason;
        notOpened(Where.CONNECT, reason, cause);
        return Behaviors.stopped();
    }

    /** The attempts stop with it, and close what nobody has taken. */
    private Behavior<Command> onStop() {
        deadline.cancel();
        if (attempts != null) {
            attempts.stop();
        }
        counts.failed(notMade);
        notOpened(Where.CONNECT, notMade, Optional.empty());
        return onGone();
    }

    private Behavior<Command> onEnded(TcpConnection connection) {
        counts.ended(connection.reason());
        return onGone();
    }

    private Behavior<Command> onGone() {
        if (channel != null) {
            descriptors.closed();
        }
        return Behaviors.same();
    }

    /** Tells who waits for the session, unless it has it, or the failure, already. */
    private void notOpened(Where where, CloseReason reason, Optional<Throwable> cause) {
        Failure failure = reason.kind()
                .naming(Failure.at(where, Processed.NO, reason.message()))
                .withAddress(target())
                .withElapsed(Duration.ofNanos(plan.timer.nanoTime() - started));
        plan.notConnected.accept(cause.map(failure::withCause).orElse(failure));
    }

    private String target() {
        return Addresses.text(plan.host, plan.port);
    }
}
