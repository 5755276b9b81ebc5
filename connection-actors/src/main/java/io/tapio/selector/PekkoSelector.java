package io.tapio.selector;

import com.typesafe.config.Config;
import io.tapio.time.Timer;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.io.ChannelRegistry;
import org.apache.pekko.io.SelectionHandler;
import org.apache.pekko.io.SelectionHandlerSettings;
import scala.runtime.AbstractFunction1;

/**
 * Pekko I/O's own selector actor, used without its TCP. The registry of a {@code SelectionHandler} is only given to its
 * children, so one child is started that publishes it and does nothing else; until it has, registrations queue.
 */
final class PekkoSelector implements ChannelSelector {
    private static final String DISPATCHER = "pekko.io.pinned-dispatcher";

    private final CompletableFuture<ChannelRegistry> registry;

    private PekkoSelector(CompletableFuture<ChannelRegistry> registry) {
        this.registry = registry;
    }

    static ChannelSelector start(ExtendedActorSystem system, String name) {
        CompletableFuture<ChannelRegistry> registry = new CompletableFuture<>();
        Settings settings = new Settings(system.settings().config().getConfig("pekko.io.tcp"));
        ActorRef handler = system.systemActorOf(
                Props.create(SelectionHandler.class, settings).withDispatcher(DISPATCHER), name);
        SelectionHandler.HasFailureMessage command = () -> "the selector took no child, though it has no limit";
        handler.tell(
                new SelectionHandler.WorkerForCommand(command, ActorRef.noSender(), new PublisherOf(registry)),
                ActorRef.noSender());
        return new PekkoSelector(registry);
    }

    @Override
    public void register(SelectableChannel channel, ActorRef owner) {
        registry.thenAccept(selector -> selector.register(channel, 0, owner));
    }

    @Override
    public String dispatcher() {
        return Dispatchers.DefaultDispatcherId();
    }

    @Override
    public Timer timer() {
        return Timer.shared();
    }

    @Override
    public boolean isHere() {
        return false;
    }

    /** Channels are counted by who opens them, so the selector itself has no limit. */
    private static final class Settings extends SelectionHandlerSettings {
        Settings(Config tcp) {
            super(tcp);
        }

        @Override
        public int MaxChannelsPerSelector() {
            return -1;
        }
    }

    private static final class PublisherOf extends AbstractFunction1<ChannelRegistry, Props> {
        private final CompletableFuture<ChannelRegistry> published;

        PublisherOf(CompletableFuture<ChannelRegistry> published) {
            this.published = published;
        }

        @Override
        public Props apply(ChannelRegistry registry) {
            return Props.create(Publisher.class, () -> new Publisher(registry, published));
        }
    }

    private static final class Publisher extends AbstractActor {
        Publisher(ChannelRegistry registry, CompletableFuture<ChannelRegistry> published) {
            published.complete(registry);
        }

        @Override
        public Receive createReceive() {
            return emptyBehavior();
        }
    }
}
