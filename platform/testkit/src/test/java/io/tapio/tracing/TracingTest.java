package io.tapio.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.Context;
import io.tapio.context.SentContext;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Catch;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import io.tapio.timeout.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TracingTest {
    private static final Failure FULL = Failure.at(Where.QUEUE, Processed.NO, "full");

    private final List<String> ended = new ArrayList<>();
    private final Tracer ids = new IdsOnly(() -> new Random(ended.size()));
    private final Tracer noting = (operation, context) -> new Noted(operation, ids.begin(operation, context));
    private final HeldService<String, String> held = new HeldService<>();

    /** A span that tells how it ended. */
    private final class Noted implements Span {
        private final Operation operation;
        private final Span span;
        private String set = "";

        Noted(Operation operation, Span span) {
            this.operation = operation;
            this.span = span;
        }

        @Override
        public Optional<TraceContext> trace() {
            return span.trace();
        }

        @Override
        public void set(String name, String value) {
            set += " " + name + "=" + value;
        }

        @Override
        public void set(String name, long value) {
            set(name, Long.toString(value));
        }

        @Override
        public void end() {
            ended.add(operation.kind() + " " + operation.method() + " ok" + set);
        }

        @Override
        public void fail(Failure failure) {
            ended.add(operation.kind() + " " + operation.method() + " " + failure.where() + set);
        }
    }

    @Test
    void theCalleeIsToldOfASpanOfItsCallersTrace() {
        TraceContext caller = TraceContext.begin(new Random(1), true);
        serve(noting).call(Context.root().with(TraceContext.KEY, caller), "x");

        TraceContext callee = held.call(0).context().get(TraceContext.KEY).orElseThrow();

        assertThat(callee.traceId()).isEqualTo(caller.traceId());
        assertThat(callee.spanId()).isNotEqualTo(caller.spanId());
        assertThat(callee.isSampled()).isTrue();
    }

    @Test
    void aCallWithoutATraceBeginsOne() {
        serve(noting).call(Context.root(), "x");

        assertThat(held.call(0).context().get(TraceContext.KEY)).hasValueSatisfying(begun -> {
            assertThat(begun.isSampled()).as("nobody has asked to record it").isFalse();
            assertThat(begun.isRandom()).isTrue();
        });
    }

    @Test
    void aTraceGoesThroughAllProcessesThatHaveAPartInIt() {
        TraceContext caller = TraceContext.begin(new Random(1), true);
        Service<String, String> last = serve(Tracer.idsOnly());
        Service<String, String> middle = Tracing.<String, String>server(Tracer.idsOnly(), "test")
                .apply((context, request) -> Tracing.<String, String>client(Tracer.idsOnly(), "test")
                        .apply((made, asked) -> last.call(arrived(made), asked))
                        .call(context, request));

        middle.call(arrived(Context.root().with(TraceContext.KEY, caller)), "x");

        assertThat(held.call(0).context().get(TraceContext.KEY).orElseThrow().traceId())
                .isEqualTo(caller.traceId());
    }

    @Test
    void withoutATracerThereIsNoFilterAndTheTraceIsHandedOn() {
        assertThat(Tracing.<String, String>server(Tracer.none(), "test").apply(held))
                .isSameAs(held);
    }

    @Test
    void aCallThatTheTracerDoesNotWantKeepsTheTraceThatItHas() {
        Context context = Context.root().with(TraceContext.KEY, TraceContext.begin(new Random(1), true));

        serve((operation, asked) -> Span.none()).call(context, "x");

        assertThat(held.call(0).context()).isSameAs(context);
        assertThat(Span.none().within(context)).isSameAs(context);
    }

    @Test
    void aSpanEndsWithTheAnswerAndBeforeTheCallerHearsOfIt() {
        serve(noting).call(Context.root(), "x").thenRun(() -> ended.add("answered"));
        assertThat(ended).isEmpty();

        held.call(0).answer().complete("done");

        assertThat(ended).containsExactly("SERVER null ok", "answered");
    }

    @Test
    void aFailureIsThatOfTheSpan() {
        serve(noting).call(Context.root(), "x");
        held.call(0).answer().completeExceptionally(FULL);

        serving((context, request) -> CompletableFuture.failedFuture(FULL)).call(Context.root(), "x");

        assertThat(ended).containsExactly("SERVER null QUEUE", "SERVER null QUEUE");
    }

    @Test
    void aSpanOfACallThatIsCompleteEndsAtOnce() {
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");

        assertThat(serving((context, request) -> done).call(Context.root(), "x"))
                .isSameAs(done);

        assertThat(ended).containsExactly("SERVER null ok");
    }

    @Test
    void aServiceThatThrowsEndsItsSpanAndStillThrows() {
        IllegalStateException thrown = new IllegalStateException("broken");
        Service<String, String> throwing = serving((context, request) -> {
            throw thrown;
        });

        assertThatThrownBy(() -> throwing.call(Context.root(), "x")).isSameAs(thrown);
        assertThatThrownBy(() -> serving((context, request) -> null).call(Context.root(), "x"))
                .hasMessageContaining("null in place of a stage");

        assertThat(ended).containsExactly("SERVER null SERVICE", "SERVER null SERVICE");
    }

    @Test
    void whatAServiceThrowsIsTracedAsAFailureOfTheStack() {
        Service<String, String> throwing = Stack.<String, String>of()
                .innermost(Role.TRACING, Tracing.server(noting, "test"))
                .innermost(Role.CATCH, new Catch<>())
                .apply((context, request) -> {
                    throw new IllegalStateException("broken");
                });

        assertThat(throwing.call(Context.root(), "x").toCompletableFuture()).isCompletedExceptionally();

        assertThat(ended).containsExactly("SERVER null SERVICE");
    }

    @Test
    void spansAreNamedByWhatRequestsAskFor() {
        Tracing.<String, String>client(noting, "test")
                .withMethod(request -> request.split(" ")[0])
                .apply((context, request) -> CompletableFuture.completedFuture("done"))
                .call(Context.root(), "GET x");

        assertThat(ended).containsExactly("CLIENT GET ok");
    }

    @Test
    void theServiceSaysMoreOfItsCallByTheSpanOfItsContext() {
        serving((context, request) -> {
                    Span.of(context).set("keys", 3);
                    Span.of(context).set("shard", "a");
                    return CompletableFuture.completedFuture("done");
                })
                .call(Context.root(), "x");

        assertThat(ended).containsExactly("SERVER null ok keys=3 shard=a");
        assertThat(Span.of(Context.root())).isSameAs(Span.none());
    }

    @Test
    void whatIsInsideStillTellsItsBounds() {
        Service<String, String> timed = new Timeout<String, String>(Duration.ofSeconds(1)).apply(held);

        assertThat(Bounded.of(serving(new Catch<String, String>().apply(timed))))
                .extracting(Bound::text)
                .containsExactly("1 s");
    }

    private Service<String, String> serve(Tracer tracer) {
        return Tracing.<String, String>server(tracer, "test").apply(held);
    }

    private Service<String, String> serving(Service<String, String> service) {
        return Tracing.<String, String>server(noting, "test").apply(service);
    }

    private static Context arrived(Context context) {
        return SentContext.FORMAT
                .read(SentContext.FORMAT.write(context.toSend()))
                .into(Context.root());
    }
}
