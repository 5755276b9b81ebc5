package io.tapio.tcp;

import io.tapio.protocol.ServerProtocol;
import io.tapio.service.ServiceFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A protocol and its services, made ready to listen: it can be bound, and it can be looked at. Immutable. */
public final class ServerPlan {
    private final TcpServer server;
    private final Conversation.Serving<?, ?> conversation;

    ServerPlan(TcpServer server, Conversation.Serving<?, ?> conversation) {
        this.server = server;
        this.conversation = conversation;
    }

    /** As {@link TcpServer#bind(String, int, ServerProtocol, ServiceFactory)}. */
    public CompletionStage<ServerBinding> bind(String host, int port) {
        return server.bind(host, port, conversation);
    }

    /** What it is made of, for people to see: without a port, and without a peer. */
    public CompletionStage<PlanView> view() {
        return view(conversation);
    }

    private <Q, A> CompletionStage<PlanView> view(Conversation.Serving<Q, A> serving) {
        List<Bound> services = new ArrayList<>(Bounded.of(serving.services()));
        ServiceFactory<Q, A> watched =
                connection -> serving.services().open(connection).thenApply(service -> {
                    services.addAll(Bounded.of(service));
                    return service;
                });
        return server.rehearse(new Conversation.Serving<>(serving.protocol(), watched))
                .thenApply(streams -> new PlanView(server.bounds(), streams, List.copyOf(services)));
    }
}
