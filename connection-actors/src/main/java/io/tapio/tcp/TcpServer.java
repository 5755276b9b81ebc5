package io.tapio.tcp;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Selectors;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Makes servers: a protocol and a service at an address. Immutable. */
public final class TcpServer {
    private final ActorSystem system;
    private final TcpServerSettings settings;
    private final Function<ChannelSelector, Timer> clock;

    private TcpServer(ActorSystem system, TcpServerSettings settings, Function<ChannelSelector, Timer> clock) {
        this.system = system;
        this.settings = settings;
        this.clock = clock;
    }

    /** Servers in {@code system}, with the settings of its configuration. */
    public static TcpServer create(ClassicActorSystemProvider system) {
        ActorSystem classic = system.classicSystem();
        return new TcpServer(classic, TcpServerSettings.from(classic.settings().config()), ChannelSelector::timer);
    }

    public TcpServer withSettings(TcpServerSettings settings) {
        return new TcpServer(system, settings, clock);
    }

    public TcpServerSettings settings() {
        return settings;
    }

    /** For tests: all deadlines of the server and its connections run on this clock. */
    TcpServer withTimer(Timer timer) {
        return new TcpServer(system, settings, selector -> timer);
    }

    /** As {@link #bind(String, int, ServerProtocol, ServiceFactory)}, with one service for all connections. */
    public <Q, A> CompletionStage<ServerBinding> bind(
            String host, int port, ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        return plan(protocol, service).bind(host, port);
    }

    /**
     * Listens at {@code host}, on {@code port} or on one that the operating system chooses if it is 0, and gives each
     * connection a service of its own. Fails at {@link Where#CONNECT} if the address cannot be had.
     */
    public <Q, A> CompletionStage<ServerBinding> bind(
            String host, int port, ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        return plan(protocol, services).bind(host, port);
    }

    /**
     * As {@link #bind(String, int, ServerProtocol, ServiceFactory)}, for bytes that no service stands behind: those of
     * each connection go through a flow of its own.
     */
    public CompletionStage<ServerBinding> bind(
            String host, int port, Function<? super ConnectionInfo, Flow<ByteString, ByteString, ?>> flows) {
        return plan(flows).bind(host, port);
    }

    /** As {@link #plan(ServerProtocol, ServiceFactory)}, for bytes that no service stands behind. */
    public ServerPlan plan(Function<? super ConnectionInfo, Flow<ByteString, ByteString, ?>> flows) {
        ServerProtocol<ByteString, ByteString> bytes =
                (connection, nobody) -> flows.apply(connection).mapMaterializedValue(any -> NotUsed.getInstance());
        return plan(bytes, Service.of(nothing -> nothing));
    }

    /** As {@link #plan(ServerProtocol, ServiceFactory)}, with one service for all connections. */
    public <Q, A> ServerPlan plan(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        return plan(protocol, ServiceFactory.shared(service));
    }

    /** What {@code bind} would let listen. */
    public <Q, A> ServerPlan plan(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        return new ServerPlan(this, new Conversation.Serving<>(protocol, services));
    }

    /** The streams of a connection that nobody makes. */
    CompletionStage<List<StreamSnapshot>> rehearse(Conversation conversation) {
        return new Rehearsal(system, conversation, settings.connection()).streams();
    }

    CompletionStage<ServerBinding> bind(String host, int port, Conversation conversation) {
        try {
            ServerSocketChannel socket = listening(new InetSocketAddress(host, port));
            return CompletableFuture.completedFuture(start(socket, conversation));
        } catch (UnresolvedAddressException unknown) {
            return CompletableFuture.failedFuture(cannotListen(host, port, "the host is unknown", unknown));
        } catch (IOException refused) {
            return CompletableFuture.failedFuture(cannotListen(host, port, refused.getMessage(), refused));
        }
    }

    private ServerSocketChannel listening(InetSocketAddress address) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.configureBlocking(false);
            return socket.bind(address, settings.backlog());
        } catch (IOException | RuntimeException thrown) {
            Sockets.close(socket);
            throw thrown;
        }
    }

    private ServerBinding start(ServerSocketChannel socket, Conversation conversation) throws IOException {
        InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
        Selectors selectors = Selectors.get(system);
        Names names = Names.get(system);
        ConnectionTable connections = new ConnectionTable();
        CompletableFuture<Done> terminated = new CompletableFuture<>();
        ChannelSelector selector = selectors.next();
        Listener.Plan plan = new Listener.Plan(
                socket,
                settings,
                conversation,
                selector,
                selectors::next,
                () -> names.next("in"),
                clock,
                connections,
                terminated);
        ActorRef<Listener.Command> listener = Adapter.toTyped(system)
                .systemActorOf(
                        Listener.create(plan),
                        names.next("tapio-listener-" + local.getPort()),
                        DispatcherSelector.fromConfig(selector.dispatcher()));
        ListenerBinding binding = new ListenerBinding(local, listener, connections, terminated);
        binding.endWith(system, settings.drainTimeout());
        return binding;
    }

    private static Failure cannotListen(String host, int port, @Nullable String why, Exception thrown) {
        return Failure.at(Where.CONNECT, Processed.NO, "cannot listen on " + host + ":" + port + ": " + why)
                .withCause(thrown);
    }
}
