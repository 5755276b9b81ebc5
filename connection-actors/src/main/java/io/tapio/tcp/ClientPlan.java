package io.tapio.tcp;

import io.tapio.endpoint.Endpoint;
import io.tapio.endpoint.Target;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletionStage;

/** A protocol, made ready to connect: it can be called, and it can be looked at. Immutable. */
public final class ClientPlan<Q, A> {
    private final TcpClient client;
    private final ClientProtocol<Q, A> protocol;

    ClientPlan(TcpClient client, ClientProtocol<Q, A> protocol) {
        this.client = client;
        this.protocol = protocol;
    }

    /** As {@link TcpClient#connect}. */
    public CompletionStage<Session<Q, A>> connect(String host, int port) {
        return client.connect(host, port, protocol);
    }

    /** For an {@link Endpoint}, which connects to it as often as it must. */
    public Target<Q, A> at(String host, int port) {
        return new Target<>(host + ":" + port, () -> connect(host, port));
    }

    /** What it is made of, for people to see: without a server. */
    public CompletionStage<PlanView> view() {
        return client.rehearse(protocol)
                .thenApply(streams -> new PlanView(client.settings().bounds(), streams, client.layers()));
    }
}
