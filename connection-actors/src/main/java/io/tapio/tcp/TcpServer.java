package io.tapio.tcp;

import com.typesafe.config.Config;
import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Selectors;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.settings.Bound;
import io.tapio.stack.StandardStack;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import io.tapio.tls.TlsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import org.apache.pekko.util.ByteString;

/** Makes servers: a protocol and a service at an address. Immutable. */
public final class TcpServer {
    private final ActorSystem system;
    private final TcpServerSettings settings;
    private final Optional<TlsServer> tls;
    private final StandardStack stack;
    private final Function<ChannelSelector, Timer> clock;
    private final Resolver resolver;

    private TcpServer(
            ActorSystem system,
            TcpServerSettings settings,
            Optional<TlsServer> tls,
            StandardStack stack,
            Function<ChannelSelector, Timer> clock,
            Resolver resolver) {
        this.system = system;
        this.settings = settings;
        this.tls = tls;
        this.stack = stack;
        this.clock = clock;
        this.resolver = resolver;
    }

    /** Servers in {@code system}, with the settings of its configuration; behind TLS, if that says so. */
    public static TcpServer create(ClassicActorSystemProvider system) {
        ActorSystem classic = system.classicSystem();
        Config config = classic.settings().config();
        Optional<TlsServer> tls =
                config.getBoolean("tapio.tcp.server.tls") ? Optional.of(TlsServer.create(system)) : Optional.empty();
        return new TcpServer(
                classic,
                TcpServerSettings.from(config),
                tls,
                StandardStack.server(system),
                ChannelSelector::timer,
                Resolver.of(classic));
    }

    public TcpServer withSettings(TcpServerSettings settings) {
        return new TcpServer(system, settings, tls, stack, clock, resolver);
    }

    /** Behind TLS: a connection's service is opened when its handshake is done, and knows the peer's certificate. */
    public TcpServer withTls(TlsServer tls) {
        return new TcpServer(system, settings, Optional.of(tls), stack, clock, resolver);
    }

    /** In plain, whatever the configuration says. */
    public TcpServer withoutTls() {
        return new TcpServer(system, settings, Optional.empty(), stack, clock, resolver);
    }

    /**
     * With {@code change} of the stack that services get, which is {@code tapio.stack.server} before:
     * {@code withStack(stack -> stack.without(Role.TOTAL_TIMEOUT))}.
     */
    public TcpServer withStack(UnaryOperator<StandardStack> change) {
        return new TcpServer(system, settings, tls, change.apply(stack), clock, resolver);
    }

    public TcpServerSettings settings() {
        return settings;
    }

    /** For tests: all deadlines of the server and its connections run on this clock. */
    TcpServer withTimer(Timer timer) {
        return new TcpServer(system, settings, tls, stack, selector -> timer, resolver);
    }

    /** For tests: hosts have the addresses that this finds. */
    TcpServer withResolver(Resolver resolver) {
        return new TcpServer(system, settings, tls, stack, clock, resolver);
    }

    /** As {@link #bind(String, int, ServerProtocol, ServiceFactory)}, with one service for all connections. */
    public <Q, A> CompletionStage<ServerBinding> bind(
            String host, int port, ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        return plan(protocol, service).bind(host, port);
    }

    /**
     * Listens at {@code host}, on {@code port} or on one that the operating system chooses if it is 0, and gives each
     * connection a service of its own. A name with several addresses has a listener for each, with bounds of its own;
     * {@code 0.0.0.0} is all of IPv4, {@code ::} all of IPv4 and IPv6. Fails at {@link Where#CONNECT} if an address
     * cannot be had.
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
        ServerProtocol<ByteString, ByteString> bytes = (connection, nobody) ->
                Flow.of(ByteString.class).via(flows.apply(connection)).mapError(Failure.class, CloseReasons::ofBytes);
        return serving(bytes, ServiceFactory.shared(Service.of(nothing -> nothing)));
    }

    /** As {@link #plan(ServerProtocol, ServiceFactory)}, with one service for all connections. */
    public <Q, A> ServerPlan plan(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        return serving(protocol, ServiceFactory.shared(stack.around(service)));
    }

    /** What {@code bind} would let listen. */
    public <Q, A> ServerPlan plan(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        return serving(protocol, stack.around(services));
    }

    private <Q, A> ServerPlan serving(ServerProtocol<Q, A> protocol, ServiceFactory<Q, A> services) {
        return new ServerPlan(this, new Conversation.Serving<>(protocol, services));
    }

    /** The streams of a connection that nobody makes. */
    CompletionStage<List<StreamSnapshot>> rehearse(Conversation.Serving<?, ?> conversation) {
        return new Rehearsal(system, secured(conversation), settings.connection()).streams();
    }

    private Conversation secured(Conversation.Serving<?, ?> conversation) {
        return tls.<Conversation>map(ends -> new Conversation.Securing<>(ends, conversation))
                .orElse(conversation);
    }

    Duration drainTimeout() {
        return settings.drainTimeout();
    }

    /** Those of a listener, in this process. */
    List<Bound> bounds() {
        return Descriptors.get(system).and(settings);
    }

    /** @param failed for the binding, to tell that the server has failed */
    CompletionStage<ServerBinding> bind(
            String host, int port, Conversation.Serving<?, ?> conversation, CompletableFuture<Failure> failed) {
        return resolver.resolve(host, "host")
                .thenApply(addresses -> listen(addresses, port, secured(conversation), failed))
                .handle((binding, thrown) -> {
                    if (thrown != null) {
                        throw cannotListen(host, port, Failure.of(thrown));
                    }
                    return binding;
                });
    }

    private ServerBinding listen(
            List<InetAddress> addresses, int port, Conversation conversation, CompletableFuture<Failure> failed) {
        try {
            List<ListenerBinding> listeners = new ArrayList<>();
            for (ServerSocketChannel socket : new ListeningSockets(settings).open(addresses, port)) {
                listeners.add(start(socket, conversation, failed));
            }
            tls.ifPresent(ends -> WarmUp.tlsOnce(system, ends, settings.connection()));
            return listeners.size() == 1 ? listeners.get(0) : new JoinedBinding(listeners);
        } catch (IOException refused) {
            throw Failure.at(Where.CONNECT, Processed.NO, String.valueOf(refused.getMessage()))
                    .withCause(refused);
        }
    }

    private ListenerBinding start(
            ServerSocketChannel socket, Conversation conversation, CompletableFuture<Failure> failed)
            throws IOException {
        InetSocketAddress local = (InetSocketAddress) socket.getLocalAddress();
        Selectors selectors = Selectors.get(system);
        Names names = Names.get(system);
        Descriptors descriptors = Descriptors.get(system);
        WarmUp.once(system, settings.connection());
        descriptors.look();
        ConnectionTable connections = new ConnectionTable(SystemStats.of(system), Addresses.text(local));
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
                descriptors,
                failed,
                terminated);
        ActorRef<Listener.Command> listener = Adapter.toTyped(system)
                .systemActorOf(
                        Listener.create(plan),
                        names.next("tapio-listener-" + local.getPort()),
                        DispatcherSelector.fromConfig(selector.dispatcher()));
        ListenerBinding binding = new ListenerBinding(local, listener, connections, failed, terminated);
        binding.endWith(system, settings.drainTimeout());
        return binding;
    }

    private static Failure cannotListen(String host, int port, Failure why) {
        String where = Addresses.text(host, port);
        return Failure.at(Where.CONNECT, Processed.NO, "cannot listen on " + where + ": " + why.getMessage())
                .withCause(why.getCause() != null ? why.getCause() : why);
    }
}
