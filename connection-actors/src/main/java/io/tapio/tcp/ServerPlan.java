package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
import io.tapio.settings.Bounded;
import io.tapio.tls.TlsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A protocol and its services, made ready to listen: it can be bound, and it can be looked at. Immutable. */
public final class ServerPlan {
    private final TcpServer server;
    private final Conversation.Serving<?, ?> conversation;
    private final List<Session<?, ?>> supports;

    ServerPlan(TcpServer server, Conversation.Serving<?, ?> conversation) {
        this(server, conversation, List.of());
    }

    private ServerPlan(TcpServer server, Conversation.Serving<?, ?> conversation, List<Session<?, ?>> supports) {
        this.server = server;
        this.conversation = conversation;
        this.supports = supports;
    }

    /**
     * A server that is of no use without {@code support}: a supervised service, or an endpoint. When that ends without
     * having been drained, the server drains, and its binding {@linkplain ServerBinding#whenFailed tells its owner}; by
     * default it goes on, and every call fails. What a request may bring about must not end {@code support}.
     */
    public ServerPlan standingOn(Session<?, ?> support) {
        List<Session<?, ?>> more = new ArrayList<>(supports);
        more.add(support);
        return new ServerPlan(server, conversation, List.copyOf(more));
    }

    /** The same behind TLS, as {@link TcpServer#withTls}, whatever it was before. */
    public ServerPlan withTls(TlsServer tls) {
        return new ServerPlan(server.withTls(tls), conversation);
    }

    /** The same without TLS, whatever the configuration says. */
    public ServerPlan withoutTls() {
        return new ServerPlan(server.withoutTls(), conversation);
    }

    /** As {@link TcpServer#bind(String, int, ServerProtocol, ServiceFactory)}. */
    public CompletionStage<ServerBinding> bind(String host, int port) {
        CompletableFuture<Failure> failed = new CompletableFuture<>();
        return server.bind(host, port, conversation, failed).thenApply(binding -> {
            supports.forEach(support -> support.closed().thenAccept(reason -> supportEnded(reason, binding, failed)));
            return binding;
        });
    }

    private void supportEnded(CloseReason reason, ServerBinding binding, CompletableFuture<Failure> failed) {
        boolean asked = reason.kind() == Kind.DRAINED || reason.kind() == Kind.DRAIN_DEADLINE;
        boolean ended = binding.whenTerminated().toCompletableFuture().isDone(); // as in the end of the ActorSystem
        if (!asked && !ended && failed.complete(reason.toFailure(Processed.NO))) {
            binding.terminate(server.drainTimeout());
        }
    }

    /** What it is made of, for people to see: without a port, and without a peer. */
    public CompletionStage<PlanView> view() {
        return view(conversation);
    }

    private <Q, A> CompletionStage<PlanView> view(Conversation.Serving<Q, A> serving) {
        List<Bounded.Group> services = new ArrayList<>(Bounded.groups(serving.services()));
        ServiceFactory<Q, A> watched =
                connection -> serving.services().open(connection).thenApply(service -> {
                    services.addAll(Bounded.groups(service));
                    return service;
                });
        return server.rehearse(new Conversation.Serving<>(serving.protocol(), watched))
                .thenApply(streams -> new PlanView(server.bounds(), streams, List.copyOf(services)));
    }
}
