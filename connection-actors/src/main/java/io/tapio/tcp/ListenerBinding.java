package io.tapio.tcp;

import io.tapio.failure.Failure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;

/** What the owner of a server holds of its listener. */
record ListenerBinding(
        InetSocketAddress localAddress,
        ActorRef<Listener.Command> listener,
        ConnectionTable connections,
        CompletableFuture<Failure> failed,
        CompletableFuture<Done> terminated)
        implements ServerBinding {

    @Override
    public List<InetSocketAddress> localAddresses() {
        return List.of(localAddress);
    }

    @Override
    public ConnectionCounts counts() {
        return connections.counts();
    }

    @Override
    public CompletionStage<Done> unbind() {
        CompletableFuture<Done> unbound = new CompletableFuture<>();
        listener.tell(new Listener.Unbind(unbound));
        return unbound.applyToEither(terminated, done -> done);
    }

    @Override
    public CompletionStage<Done> terminate(Duration hardDeadline) {
        listener.tell(new Listener.Terminate(hardDeadline));
        return whenTerminated();
    }

    @Override
    public CompletionStage<Done> whenTerminated() {
        return terminated.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Failure> whenFailed() {
        return failed.minimalCompletionStage();
    }

    /** Ends the server in the phases of the system's own end; drains in the time asked for, if the phase allows it. */
    void endWith(ActorSystem system, Duration drainTimeout) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        String phase = CoordinatedShutdown.PhaseServiceRequestsDone();
        Duration allowed = Duration.ofNanos(shutdown.timeout(phase).toNanos() * 9 / 10); // the rest is for the cutting
        Duration within = drainTimeout.compareTo(allowed) < 0 ? drainTimeout : allowed;
        String name = listener.path().name();
        Cancellable unbind = task(shutdown, CoordinatedShutdown.PhaseServiceUnbind(), name + "-unbind", this::unbind);
        Cancellable drain = task(shutdown, phase, name + "-drain", () -> terminate(within));
        terminated.thenRun(() -> {
            unbind.cancel();
            drain.cancel();
        });
    }

    private static Cancellable task(
            CoordinatedShutdown shutdown, String phase, String name, Supplier<CompletionStage<Done>> task) {
        return shutdown.addCancellableTask(phase, name, task);
    }
}
