package io.tapio.tcp;

import io.tapio.failure.Failure.Processed;
import io.tapio.selector.ChannelSelector;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.snapshot.MaterializerState;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * A connection that nobody makes: the same actor and the same graph as a listener starts for one, wire stage included,
 * on a channel without a peer, at a selector that stays silent.
 *
 * <p>So what is seen is what runs, not a copy of it that has to be kept alike; and no port is taken and no network
 * needed, which a connection to oneself would cost. The graph waits for bytes that do not come. It is looked at when
 * its wire has begun to wait, and its actor has started all of it.
 */
final class Rehearsal {
    private final ActorSystem system;
    private final Conversation conversation;
    private final ConnectionSettings settings;

    Rehearsal(ActorSystem system, Conversation conversation, ConnectionSettings settings) {
        this.system = system;
        this.conversation = conversation;
        this.settings = settings;
    }

    /** The streams of the connection; fails with why it would have been closed. */
    CompletionStage<List<StreamSnapshot>> streams() {
        try {
            return streams(SocketChannel.open());
        } catch (IOException noChannel) {
            return CompletableFuture.failedFuture(noChannel);
        }
    }

    private CompletionStage<List<StreamSnapshot>> streams(SocketChannel channel) {
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        String name = Names.get(system).next("rehearsal");
        TcpConnection connection = new TcpConnection(name, nowhere, nowhere, Timer.shared(), Stats.none());
        Materializer alone = Materializer.createMaterializer(system);
        CompletableFuture<Done> asked = new CompletableFuture<>();
        CompletableFuture<Done> started = new CompletableFuture<>();
        connection.closedPromise().thenAccept(reason -> {
            started.completeExceptionally(reason.toFailure(Processed.NO));
            alone.shutdown();
        });
        var runtime = new ConnectionRuntime(
                settings, WireStage.attributes(settings), new Silence(asked), alone, Timer.shared());
        var actor = Adapter.toTyped(system)
                .systemActorOf(ConnectionActor.create(channel, connection, conversation, runtime), name, Props.empty());
        asked.thenAccept(done -> actor.tell(new ConnectionActor.Settle(started)));
        return started.thenCompose(done -> FutureConverters.asJava(MaterializerState.streamSnapshots(alone)))
                .whenComplete((streams, thrown) -> system.stop(Adapter.toClassic(actor)))
                .thenApply(CollectionConverters::asJava);
    }

    /** Tells nobody anything. */
    private record Silence(CompletableFuture<Done> asked) implements ChannelSelector {
        @Override
        public void register(SelectableChannel channel, ActorRef owner) {
            asked.complete(Done.getInstance());
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
    }
}
