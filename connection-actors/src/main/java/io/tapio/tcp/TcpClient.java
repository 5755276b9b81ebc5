package io.tapio.tcp;

import io.tapio.protocol.ClientProtocol;
import io.tapio.selector.ChannelSelector;
import io.tapio.selector.Selectors;
import io.tapio.service.Session;
import io.tapio.time.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Makes connections to servers. Immutable. */
public final class TcpClient {
    private final ActorSystem system;
    private final TcpClientSettings settings;
    private final Function<ChannelSelector, Timer> clock;

    private TcpClient(ActorSystem system, TcpClientSettings settings, Function<ChannelSelector, Timer> clock) {
        this.system = system;
        this.settings = settings;
        this.clock = clock;
    }

    /** Clients in {@code system}, with the settings of its configuration. */
    public static TcpClient create(ClassicActorSystemProvider system) {
        ActorSystem classic = system.classicSystem();
        return new TcpClient(classic, TcpClientSettings.from(classic.settings().config()), ChannelSelector::timer);
    }

    public TcpClient withSettings(TcpClientSettings settings) {
        return new TcpClient(system, settings, clock);
    }

    /** For tests: all deadlines of the connections run on this clock. */
    TcpClient withTimer(Timer timer) {
        return new TcpClient(system, settings, selector -> timer);
    }

    /**
     * A session on a connection of its own. Completes when the protocol is ready for the first call, or fails with a
     * {@link io.tapio.failure.Failure} that names the cause: at {@code CONNECT} if no connection was made, at
     * {@code HANDSHAKE} if the protocol did not get ready on it.
     */
    public <Q, A> CompletionStage<Session<Q, A>> connect(String host, int port, ClientProtocol<Q, A> protocol) {
        CompletableFuture<Session<Q, A>> session = new CompletableFuture<>();
        Names names = Names.get(system);
        ChannelSelector selector = Selectors.get(system).nearest();
        Client.Plan plan = new Client.Plan(
                host,
                port,
                settings,
                new Conversation.Calling<>(protocol, session),
                selector,
                names.next("out"),
                clock.apply(selector),
                session::completeExceptionally);
        Adapter.toTyped(system)
                .systemActorOf(
                        Client.create(plan),
                        names.next("tapio-client"),
                        DispatcherSelector.fromConfig(selector.dispatcher()));
        return session;
    }
}
