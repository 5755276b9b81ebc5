package io.tapio.tcp;

import io.tapio.failure.Failure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/** The listeners of a host with several addresses, as one. */
record JoinedBinding(List<ListenerBinding> listeners) implements ServerBinding {
    @Override
    public InetSocketAddress localAddress() {
        return listeners.get(0).localAddress();
    }

    @Override
    public List<InetSocketAddress> localAddresses() {
        return listeners.stream().map(ListenerBinding::localAddress).toList();
    }

    @Override
    public ConnectionCounts counts() {
        return listeners.stream()
                .map(ListenerBinding::counts)
                .reduce(ConnectionCounts::and)
                .orElseThrow();
    }

    @Override
    public CompletionStage<Done> unbind() {
        return all(ServerBinding::unbind);
    }

    @Override
    public CompletionStage<Done> terminate(Duration hardDeadline) {
        return all(listener -> listener.terminate(hardDeadline));
    }

    @Override
    public CompletionStage<Done> whenTerminated() {
        return all(ServerBinding::whenTerminated);
    }

    /** They share it. */
    @Override
    public CompletionStage<Failure> whenFailed() {
        return listeners.get(0).whenFailed();
    }

    private CompletionStage<Done> all(Function<ServerBinding, CompletionStage<Done>> each) {
        return listeners.stream()
                .map(each)
                .reduce((one, other) -> one.thenCombine(other, (done, also) -> done))
                .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance()));
    }
}
