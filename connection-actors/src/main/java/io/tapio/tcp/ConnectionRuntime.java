package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.selector.ChannelSelector;
import io.tapio.time.Clock;
import io.tapio.time.Timer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.util.ByteString;

/**
 * What a connection runs on: the selector, the clock and the materializer of the place where it lives. It starts the
 * connection's graph there.
 *
 * @param wire the attributes of the wire stage
 */
record ConnectionRuntime(
        ConnectionSettings settings,
        Attributes wire,
        ChannelSelector selector,
        Materializer materializer,
        Timer timer) {
    /** Faults go to the close reason; a peer must not be able to fill the log with them. */
    private static final Attributes QUIET =
            Attributes.createLogLevels(Attributes.logLevelOff(), Attributes.logLevelOff(), Attributes.logLevelOff());

    /**
     * Starts the wire of {@code channel} joined to {@code graph}, and gives what that materializes. The two end with
     * {@code owner}, which is told of their life.
     */
    <M> M start(
            SocketChannel channel,
            TcpConnection connection,
            Flow<ByteString, ByteString, M> graph,
            org.apache.pekko.actor.typed.ActorRef<ConnectionActor.Command> owner) {
        WireStage stage = new WireStage(channel, selector, settings, wire, connection, new Watcher(owner));
        return Flow.fromGraph(stage)
                .joinMat(graph, Keep.right())
                .withAttributes(QUIET.and(new Clock(timer)))
                .run(materializer);
    }

    /** Tells {@code old} when the connection has been open for as long as it may, if there is such a time. */
    Timer.Scheduled afterLifetime(Consumer<ConnectionActor.Drain> old) {
        return settings.drawLifetime()
                .map(drawn -> {
                    var drain =
                            new ConnectionActor.Drain(settings.drainTimeout(), CloseReasons.lifetime(drawn, settings));
                    return timer.schedule(drawn, () -> old.accept(drain));
                })
                .orElse(() -> {});
    }

    private record Watcher(org.apache.pekko.actor.typed.ActorRef<ConnectionActor.Command> owner)
            implements WireStage.Watcher {
        @Override
        public ActorRef actor() {
            return Adapter.toClassic(owner);
        }

        @Override
        public void started(ActorRef stage) {
            owner.tell(new ConnectionActor.GraphStarted(stage));
        }

        @Override
        public void ended(CloseReason reason) {
            owner.tell(new ConnectionActor.Ended(reason));
        }
    }
}
