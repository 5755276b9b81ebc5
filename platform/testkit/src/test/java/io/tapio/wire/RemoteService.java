package io.tapio.wire;

import io.tapio.context.Cancellation;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.context.SentContext;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import io.tapio.time.Timer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;

/**
 * A service in another actor system, by messages of bytes: an envelope made by hand, of nothing but the formats of a
 * context, of a failure, and of the requests and responses.
 *
 * <pre>
 *   call ──▶ { id, reply to, context, request } ──▶ service
 *        ◀── { id, response } or { id, failure } ◀──
 *   cancel ─▶ { id, cancel }
 * </pre>
 */
final class RemoteService implements Service<String, String> {
    private static final WireFormat<Map<String, ByteString>> ENVELOPE = WireFormat.fields();
    private static final WireFormat<String> TEXT = WireFormat.text();

    private final AtomicLong ids = new AtomicLong();
    private final Map<String, CompletableFuture<String>> calls = new ConcurrentHashMap<>();
    private final ActorRef<byte[]> server;
    private final ActorRef<byte[]> replies;
    private final ActorRefResolver resolver;

    private RemoteService(ActorSystem<?> system, String server) {
        resolver = ActorRefResolver.get(system);
        this.server = resolver.resolveActorRef(server);
        replies = system.systemActorOf(
                Behaviors.receive(byte[].class)
                        .onMessage(byte[].class, bytes -> answered(read(bytes)))
                        .build(),
                "replies-" + System.identityHashCode(this),
                Props.empty());
    }

    /** The address of {@code service}, for {@link #at}. */
    static String serve(ActorSystem<?> system, Timer timer, Service<String, String> service) {
        ActorRef<byte[]> serving = system.systemActorOf(
                Behaviors.setup((ActorContext<byte[]> context) ->
                        new Serving(timer, service, ActorRefResolver.get(context.getSystem())).behavior()),
                "serving-" + System.identityHashCode(service),
                Props.empty());
        return ActorRefResolver.get(system).toSerializationFormat(serving);
    }

    static Service<String, String> at(ActorSystem<?> system, String address) {
        return new RemoteService(system, address);
    }

    @Override
    public CompletionStage<String> call(Context context, String request) {
        String id = Long.toString(ids.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        calls.put(id, answer);
        Map<String, ByteString> envelope = new LinkedHashMap<>();
        envelope.put("id", TEXT.write(id));
        envelope.put("reply to", TEXT.write(resolver.toSerializationFormat(replies)));
        envelope.put("context", SentContext.FORMAT.write(context.toSend()));
        envelope.put("request", TEXT.write(request));
        server.tell(write(envelope));
        Cancellation.Registration registration = context.cancellation()
                .onCancel(cause -> server.tell(write(Map.of(
                        "id", TEXT.write(id), "cancel", WireFormat.failure().write(cause)))));
        return answer.whenComplete((value, thrown) -> registration.close());
    }

    private Behavior<byte[]> answered(Map<String, ByteString> envelope) {
        CompletableFuture<String> call = calls.remove(TEXT.read(envelope.get("id")));
        ByteString failure = envelope.get("failure");
        if (failure == null) {
            call.complete(TEXT.read(envelope.get("response")));
        } else {
            call.completeExceptionally(WireFormat.failure().read(failure));
        }
        return Behaviors.same();
    }

    private record Serving(
            Timer timer,
            Service<String, String> service,
            ActorRefResolver resolver,
            Map<String, CancellationSource> running) {
        Serving(Timer timer, Service<String, String> service, ActorRefResolver resolver) {
            this(timer, service, resolver, new HashMap<>());
        }

        Behavior<byte[]> behavior() {
            return Behaviors.receive(byte[].class)
                    .onMessage(byte[].class, bytes -> on(read(bytes)))
                    .build();
        }

        private Behavior<byte[]> on(Map<String, ByteString> envelope) {
            String id = TEXT.read(envelope.get("id"));
            if (envelope.containsKey("cancel")) {
                running.get(id).cancel(WireFormat.failure().read(envelope.get("cancel")));
            } else {
                call(id, envelope);
            }
            return Behaviors.same();
        }

        private void call(String id, Map<String, ByteString> envelope) {
            ActorRef<byte[]> client = resolver.resolveActorRef(TEXT.read(envelope.get("reply to")));
            CancellationSource cancellation = new CancellationSource();
            running.put(id, cancellation);
            Context context = SentContext.FORMAT
                    .read(envelope.get("context"))
                    .into(Context.root(timer).withCancellation(cancellation));
            service.call(context, TEXT.read(envelope.get("request")))
                    .whenComplete((value, thrown) -> client.tell(write(
                            thrown == null
                                    ? Map.of("id", TEXT.write(id), "response", TEXT.write(value))
                                    : Map.of(
                                            "id",
                                            TEXT.write(id),
                                            "failure",
                                            WireFormat.failure().write(Failure.of(thrown))))));
        }
    }

    private static byte[] write(Map<String, ByteString> envelope) {
        return ENVELOPE.write(envelope).toArray();
    }

    private static Map<String, ByteString> read(byte[] envelope) {
        return ENVELOPE.read(ByteString.fromArray(envelope));
    }
}
