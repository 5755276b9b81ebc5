package io.tapio.tcp;

import io.tapio.endpoint.Endpoint;
import io.tapio.endpoint.Target;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import io.tapio.settings.Bounded;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A protocol, made ready to connect: it can be called, and it can be looked at. Immutable. */
public final class ClientPlan<Q, A> {
    private final TcpClient client;
    private final ClientProtocol<Q, A> protocol;
    private final List<Bounded.Group> layers;

    /** @param layers what the stack in {@code protocol} tells of itself */
    ClientPlan(TcpClient client, ClientProtocol<Q, A> protocol, List<Bounded.Group> layers) {
        this.client = client;
        this.protocol = protocol;
        this.layers = layers;
    }

    /** As {@link TcpClient#connect}. */
    public CompletionStage<Session<Q, A>> connect(String host, int port) {
        return client.open(host, port, protocol);
    }

    /** For an {@link Endpoint}, which connects to it as often as it must. */
    public Target<Q, A> at(String host, int port) {
        return new Target<>(host + ":" + port, () -> connect(host, port));
    }

    /** What it is made of, for people to see: without a server. */
    public CompletionStage<PlanView> view() {
        return client.rehearse(protocol)
                .thenApply(streams -> new PlanView(client.settings().bounds(), streams, layers));
    }
}
