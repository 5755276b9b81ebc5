package io.tapio.tcp;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.filter.Stack;
import io.tapio.protocol.ClientProtocol;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Selectors;
import io.tapio.service.Session;
import io.tapio.stack.StandardStack;
import io.tapio.time.Timer;
import io.tapio.tls.TlsClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import org.apache.pekko.util.ByteString;

/** Makes connections to servers. Immutable. */
public final class TcpClient {
    /** A flow that ends before its connection is made ends that, too. */
    private static final Attributes PROPAGATE_CANCEL =
            Attributes.apply(Attributes.nestedMaterializationCancellationPolicyPropagateToNested());

    /** The host of a connection that is only looked at. */
    private static final String NOWHERE = "localhost";

    private final ActorSystem system;
    private final TcpClientSettings settings;
    private final Optional<TlsClient> tls;
    private final StandardStack stack;
    private final Function<ChannelSelector, Timer> clock;
    private final Resolver resolver;

    private TcpClient(
            ActorSystem system,
            TcpClientSettings settings,
            Optional<TlsClient> tls,
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

    /** Clients in {@code system}, with the settings of its configuration. */
    public static TcpClient create(ClassicActorSystemProvider system) {
        ActorSystem classic = system.classicSystem();
        return new TcpClient(
                classic,
                TcpClientSettings.from(classic.settings().config()),
                Optional.empty(),
                StandardStack.client(system),
                ChannelSelector::timer,
                Resolver.of(classic));
    }

    public TcpClient withSettings(TcpClientSettings settings) {
        return new TcpClient(system, settings, tls, stack, clock, resolver);
    }

    public TcpClientSettings settings() {
        return settings;
    }

    /** Behind TLS: sessions come when the handshake is done, with peers that are who they were meant to be. */
    public TcpClient withTls(TlsClient tls) {
        return new TcpClient(system, settings, Optional.of(tls), stack, clock, resolver);
    }

    /**
     * With {@code change} of the stack that sessions get, which is {@code tapio.stack.client} before:
     * {@code withStack(stack -> StandardStack.none())}.
     */
    public TcpClient withStack(UnaryOperator<StandardStack> change) {
        return new TcpClient(system, settings, tls, change.apply(stack), clock, resolver);
    }

    /** For tests: all deadlines of the connections run on this clock. */
    TcpClient withTimer(Timer timer) {
        return new TcpClient(system, settings, tls, stack, selector -> timer, resolver);
    }

    /** For tests: hosts have the addresses that this finds. */
    TcpClient withResolver(Resolver resolver) {
        return new TcpClient(system, settings, tls, stack, clock, resolver);
    }

    /**
     * A session on a connection of its own, to whichever of the addresses of {@code host} answers first. Completes when
     * the protocol is ready for the first call, or fails with a {@link io.tapio.failure.Failure} that names the cause:
     * at {@code CONNECT} if no connection was made, at {@code HANDSHAKE} if the protocol did not get ready on it.
     */
    public <Q, A> CompletionStage<Session<Q, A>> connect(String host, int port, ClientProtocol<Q, A> protocol) {
        return plan(protocol).connect(host, port);
    }

    /** What {@link #connect} would connect. All sessions of one plan share the filters of their stack. */
    public <Q, A> ClientPlan<Q, A> plan(ClientProtocol<Q, A> protocol) {
        Stack<Q, A> made = stack.make();
        return new ClientPlan<>(this, stack.isEmpty() ? protocol : protocol.filtered(made), made.groups());
    }

    <Q, A> CompletionStage<Session<Q, A>> open(String host, int port, ClientProtocol<Q, A> protocol) {
        CompletableFuture<Session<Q, A>> session = new CompletableFuture<>();
        start(host, port, calling(host, protocol, session), session::completeExceptionally);
        return session;
    }

    private <Q, A> Conversation calling(
            String host, ClientProtocol<Q, A> protocol, CompletableFuture<Session<Q, A>> session) {
        ClientProtocol<Q, A> spoken =
                tls.map(ends -> ends.around(host, protocol)).orElse(protocol);
        return new Conversation.Calling<>(spoken, session);
    }

    /** The streams of a connection that nobody makes. */
    <Q, A> CompletionStage<List<StreamSnapshot>> rehearse(ClientProtocol<Q, A> protocol) {
        Conversation conversation = calling(NOWHERE, protocol, new CompletableFuture<>());
        return new Rehearsal(system, conversation, settings.connection()).streams();
    }

    /**
     * The bytes of a connection as a flow: what goes in is sent, what comes out was received. Each time that it is
     * started it connects, and asks for nothing to send before it has; it fails as {@link #connect} does if it cannot.
     * The two directions end one by one, as those of the connection do.
     */
    public Flow<ByteString, ByteString, CompletionStage<ConnectionInfo>> flow(String host, int port) {
        return Flow.<ByteString, ByteString, CompletionStage<ConnectionInfo>>fromMaterializer((materializer, here) -> {
                    var joining =
                            new Conversation.Joining(tls, host, new CompletableFuture<>(), new CompletableFuture<>());
                    start(host, port, joining, joining::fail);
                    return Flow.completionStageFlow(joining.otherEnd())
                            .mapMaterializedValue(started -> joining.connected());
                })
                .mapMaterializedValue(started -> started.thenCompose(connected -> connected))
                .withAttributes(PROPAGATE_CANCEL);
    }

    private void start(String host, int port, Conversation conversation, Consumer<Failure> notConnected) {
        Names names = Names.get(system);
        ChannelSelector selector = Selectors.get(system).nearest();
        Client.Plan plan = new Client.Plan(
                host,
                port,
                settings,
                conversation,
                resolver,
                selector,
                names.next("out"),
                clock.apply(selector),
                notConnected);
        Adapter.toTyped(system)
                .systemActorOf(
                        Client.create(plan),
                        names.next("tapio-client"),
                        DispatcherSelector.fromConfig(selector.dispatcher()));
    }
}
