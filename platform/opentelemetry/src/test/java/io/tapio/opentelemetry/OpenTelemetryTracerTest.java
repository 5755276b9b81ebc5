package io.tapio.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.context.SentContext;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.failure.RemoteCause;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.tracing.Span;
import io.tapio.tracing.TraceContext;
import io.tapio.tracing.Tracer;
import io.tapio.tracing.Tracing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryTracerTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String ROOT = "0000000000000000";
    private static final Failure FULL = Failure.at(Where.QUEUE, Processed.NO, "full");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final Tracer tracer = OpenTelemetryTracer.of(sdk);
    private final ConnectionInfo connection = new TestConnection();
    private final HeldService<String, String> held = new HeldService<>();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void aCallOverTwoHopsIsOneTrace() {
        Service<String, String> last = server("last", Service.of(request -> "done"));
        Service<String, String> first = server("first", client("to last", last));

        assertThat(call(client("to first", first), Context.root())).isCompletedWithValue("done");

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .as("whoever is called ends before its caller")
                .containsExactly("last", "to last", "first", "to first");
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(span("to first").getTraceId());
        assertThat(span("to first").getParentSpanId()).isEqualTo(ROOT);
        assertThat(span("first").getParentSpanId()).isEqualTo(span("to first").getSpanId());
        assertThat(span("to last").getParentSpanId()).isEqualTo(span("first").getSpanId());
        assertThat(span("last").getParentSpanId()).isEqualTo(span("to last").getSpanId());
        assertThat(span("first").getParentSpanContext().isRemote()).isTrue();
        assertThat(span("to last").getParentSpanContext().isRemote()).isFalse();
    }

    @Test
    void theAttemptsOfARetryAreChildrenOfTheOneCall() {
        HeldService<String, String> failing = new HeldService<>();
        Service<String, String> service = Tracing.<String, String>client(tracer, "call")
                .andThen(OpenTelemetryTracerTest.<String, String>twice())
                .andThen(Tracing.client(tracer, "attempt"))
                .andThen(hop())
                .andThen(Tracing.server(tracer, "server"))
                .apply(failing);

        CompletableFuture<String> answer = call(service, Context.root());
        failing.call(0).answer().completeExceptionally(FULL);
        failing.call(1).answer().complete("done");

        assertThat(answer).isCompletedWithValue("done");
        assertThat(spans("attempt"))
                .hasSize(2)
                .allSatisfy(attempt -> assertThat(attempt.getParentSpanId())
                        .isEqualTo(span("call").getSpanId()));
        assertThat(spans("server"))
                .extracting(SpanData::getParentSpanId)
                .containsExactly(
                        spans("attempt").get(0).getSpanId(),
                        spans("attempt").get(1).getSpanId());
        assertThat(spans("attempt"))
                .extracting(attempt -> attempt.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        assertThat(span("call").getStatus().getStatusCode())
                .as("what was tried again has not failed")
                .isEqualTo(StatusCode.UNSET);
    }

    @Test
    void aFailureIsTheStatusOfItsSpan() {
        call(server("server", (context, request) -> CompletableFuture.failedFuture(FULL)), Context.root());

        SpanData failed = span("server");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(failed.getStatus().getDescription()).isEqualTo("full");
        assertThat(text(failed, "error.type")).isEqualTo("queue");
        assertThat(failed.getEvents()).as("nothing was thrown").isEmpty();
    }

    @Test
    void whatAServiceHasThrownIsRecordedWhereItWasThrown() {
        Failure there = Failure.at(Where.SERVICE, Processed.MAYBE, "broken").withCause(new RemoteCause("IOException"));

        call(
                server("here", (context, request) -> CompletableFuture.failedFuture(new IOException("disk"))),
                Context.root());
        call(server("there", (context, request) -> CompletableFuture.failedFuture(there)), Context.root());

        assertThat(span("here").getEvents()).singleElement().satisfies(event -> {
            assertThat(event.getName()).isEqualTo("exception");
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.type")))
                    .isEqualTo(IOException.class.getName());
            assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                    .isEqualTo("disk");
        });
        assertThat(text(span("here"), "error.type")).isEqualTo("service");
        assertThat(span("there").getEvents()).isEmpty();
        assertThat(span("there").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aCallThatItsCallerHasCancelledIsNoErrorOfTheServer() {
        Failure cancelled = Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind");
        Service<String, String> service = (context, request) -> CompletableFuture.failedFuture(cancelled);

        call(Tracing.<String, String>client(tracer, "client").apply(server("server", service)), Context.root());

        assertThat(span("server").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(text(span("server"), "error.type")).isEqualTo("cancelled");
        assertThat(span("client").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void attributesAreThoseOfOpenTelemetrysConventions() {
        InetSocketAddress cache = InetSocketAddress.createUnresolved("cache.test", 6379);
        InetSocketAddress local = (InetSocketAddress) connection.localAddress();
        InetSocketAddress remote = (InetSocketAddress) connection.remoteAddress();
        Service<String, String> service = Tracing.<String, String>client(tracer, "redis")
                .withServer(cache)
                .withMethod(request -> "GET")
                .andThen(hop())
                .apply(server("kv", Service.of(request -> "done")));

        call(service, Context.root());

        SpanData client = span("GET");
        assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(client.getInstrumentationScopeInfo().getName()).isEqualTo("io.tapio");
        assertThat(text(client, "rpc.system.name")).isEqualTo("redis");
        assertThat(text(client, "rpc.method")).isEqualTo("GET");
        assertThat(text(client, "server.address")).isEqualTo("cache.test");
        assertThat(number(client, "server.port")).isEqualTo(6379);
        assertThat(text(client, "error.type")).isNull();
        SpanData server = span("kv");
        assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(text(server, "rpc.system.name")).isEqualTo("kv");
        assertThat(text(server, "rpc.method")).isNull();
        assertThat(text(server, "server.address")).isEqualTo(local.getHostString());
        assertThat(number(server, "server.port")).isEqualTo(local.getPort());
        assertThat(text(server, "network.peer.address")).isEqualTo(remote.getHostString());
        assertThat(number(server, "network.peer.port")).isEqualTo(remote.getPort());
    }

    @Test
    void aCallerThatDoesNotRecordIsNotRecordedHereAndTheCalleeIsToldTheSame() {
        call(server("server", held), from("00-" + TRACE + "-" + SPAN + "-00"));
        held.call(0).answer().complete("done");

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        TraceContext callee = held.call(0).context().get(TraceContext.KEY).orElseThrow();
        assertThat(callee.isSampled()).isFalse();
        assertThat(callee.traceId()).isEqualTo(TRACE);
    }

    @Test
    void theStateOfATraceIsHandedOnAsItCame() {
        String state = "0@x=of another version than this API reads,rojo=1,congo=2";

        call(server("server", held), from("00-" + TRACE + "-" + SPAN + "-03", state));

        TraceContext callee = held.call(0).context().get(TraceContext.KEY).orElseThrow();
        assertThat(callee.state().text()).isEqualTo(state);
        assertThat(callee.isSampled()).isTrue();
        assertThat(callee.isRandom()).as("of what the caller says").isTrue();
    }

    @Test
    void openTelemetryKnowsTheStateInItsOrder() {
        var known = OpenTelemetryTracer.contextOf(from("00-" + TRACE + "-" + SPAN + "-01", "rojo=1,congo=2"));

        assertThat(io.opentelemetry.api.trace.Span.fromContext(known)
                        .getSpanContext()
                        .getTraceState()
                        .asMap()
                        .keySet())
                .containsExactly("rojo", "congo");
        assertThat(SpanContexts.local(io.opentelemetry.api.trace.Span.fromContext(known)
                                .getSpanContext())
                        .state()
                        .text())
                .isEqualTo("rojo=1,congo=2");
    }

    @Test
    void withoutAnSdkACallKeepsTheTraceThatItHas() {
        Tracer none = OpenTelemetryTracer.of(OpenTelemetry.noop());
        Context came = from("00-" + TRACE + "-" + SPAN + "-01");
        Service<String, String> service =
                Tracing.<String, String>server(none, "test").apply(held);

        call(service, came);
        call(service, Context.root());

        assertThat(held.call(0).context()).isSameAs(came);
        assertThat(held.call(1).context().get(TraceContext.KEY)).isEmpty();
    }

    @Test
    void whatNeedsAThreadLocalGetsOne() {
        Service<String, String> service = server("server", (context, request) -> {
            try (Scope current = OpenTelemetryTracer.contextOf(context).makeCurrent()) {
                sdk.getTracer("driver").spanBuilder("query").startSpan().end();
            }
            sdk.getTracer("driver").spanBuilder("outside").startSpan().end();
            return CompletableFuture.completedFuture("done");
        });

        call(service, Context.root());

        assertThat(span("query").getParentSpanId()).isEqualTo(span("server").getSpanId());
        assertThat(span("outside").getParentSpanId()).isEqualTo(ROOT);
    }

    @Test
    void whatOpenTelemetryHasBegunGoesOnInACall() {
        var begun = sdk.getTracer("app").spanBuilder("job").startSpan();
        var current = begun.storeInContext(io.opentelemetry.context.Context.root());

        call(
                client("to server", server("server", Service.of(request -> "done"))),
                OpenTelemetryTracer.within(Context.root(), current));
        begun.end();

        assertThat(span("to server").getParentSpanId()).isEqualTo(span("job").getSpanId());
        assertThat(span("server").getTraceId()).isEqualTo(span("job").getTraceId());
        Context nothing = Context.root();
        assertThat(OpenTelemetryTracer.within(nothing, io.opentelemetry.context.Context.root()))
                .isSameAs(nothing);
    }

    @Test
    void aTraceThatIsPutIntoAContextByHandIsTheParent() {
        Service<String, String> service = server("server", (context, request) -> {
            TraceContext other =
                    TraceContext.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
            return client("for another", held).call(context.with(TraceContext.KEY, other), request);
        });

        call(service, Context.root());
        held.call(0).answer().complete("done");

        assertThat(span("for another").getTraceId()).isEqualTo(TRACE);
        assertThat(span("for another").getParentSpanId()).isEqualTo(SPAN);
    }

    @Test
    void theServiceSaysMoreOfItsCall() {
        call(
                server("server", (context, request) -> {
                    Span.of(context).set("keys", 3);
                    Span.of(context).set("shard", "a");
                    return CompletableFuture.completedFuture("done");
                }),
                Context.root());

        assertThat(number(span("server"), "keys")).isEqualTo(3);
        assertThat(text(span("server"), "shard")).isEqualTo("a");
    }

    private Service<String, String> server(String name, Service<String, String> service) {
        return Tracing.<String, String>server(tracer, name).apply(service);
    }

    /** A client whose calls go as bytes to the connection of the server. */
    private Service<String, String> client(String name, Service<String, String> server) {
        return Tracing.<String, String>client(tracer, name).andThen(hop()).apply(server);
    }

    private Filter<String, String, String, String> hop() {
        return next -> (context, request) -> {
            SentContext sent = SentContext.FORMAT.read(SentContext.FORMAT.write(context.toSend()));
            return next.call(sent.into(Context.of(connection, Cancellation.none())), request);
        };
    }

    /** Tries once more what has failed. */
    private static <Q, A> Filter<Q, A, Q, A> twice() {
        return next -> (context, request) ->
                next.call(context, request).exceptionallyCompose(thrown -> next.call(context, request));
    }

    private Context from(String traceparent) {
        return from(traceparent, "");
    }

    private Context from(String traceparent, String tracestate) {
        return Context.of(connection, Cancellation.none())
                .with(
                        TraceContext.KEY,
                        TraceContext.parse(traceparent, tracestate).orElseThrow());
    }

    private static CompletableFuture<String> call(Service<String, String> service, Context context) {
        return service.call(context, "request").toCompletableFuture();
    }

    private SpanData span(String name) {
        assertThat(spans(name)).as(name).hasSize(1);
        return spans(name).get(0);
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static Long number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.longKey(key));
    }
}
