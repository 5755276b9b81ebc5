package io.tapio.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.tapio.context.Context;
import io.tapio.tracing.Operation;
import io.tapio.tracing.Operation.Kind;
import io.tapio.tracing.Span;
import io.tapio.tracing.TraceContext;
import io.tapio.tracing.Tracer;
import java.util.Objects;

/**
 * Spans by OpenTelemetry's API. They go to whatever SDK the application has set up; without one, calls keep the trace
 * that they have.
 *
 * <pre>{@code
 * Tracer tracer = OpenTelemetryTracer.of(GlobalOpenTelemetry.get());
 * Redis.server().filtered(Tracing.server(tracer, "redis"))
 * }</pre>
 */
public final class OpenTelemetryTracer implements Tracer {
    private static final String SCOPE = "io.tapio";

    private final io.opentelemetry.api.trace.Tracer tracer;

    private OpenTelemetryTracer(io.opentelemetry.api.trace.Tracer tracer) {
        this.tracer = tracer;
    }

    public static Tracer of(OpenTelemetry openTelemetry) {
        return new OpenTelemetryTracer(openTelemetry.getTracer(SCOPE));
    }

    /**
     * What OpenTelemetry knows of the call: its span, and what else has been put into the context beside it. Of a call
     * that came from another process, and has no span here, that of the caller.
     */
    public static io.opentelemetry.context.Context contextOf(Context context) {
        TraceContext trace = context.get(TraceContext.KEY).orElse(null);
        if (Span.of(context) instanceof OpenTelemetrySpan here
                && here.traceContext().equals(trace)) {
            return here.context();
        }
        io.opentelemetry.context.Context root = io.opentelemetry.context.Context.root();
        return trace == null ? root : root.with(io.opentelemetry.api.trace.Span.wrap(SpanContexts.remote(trace)));
    }

    /**
     * A context whose calls are made for the span that is in {@code of}, which whoever began it ends. Without a span in
     * it, {@code context} as it is.
     */
    public static Context within(Context context, io.opentelemetry.context.Context of) {
        io.opentelemetry.api.trace.Span span = io.opentelemetry.api.trace.Span.fromContext(of);
        return span.getSpanContext().isValid()
                ? new OpenTelemetrySpan(span, of, SpanContexts.local(span.getSpanContext()), Kind.CLIENT)
                        .within(context)
                : context;
    }

    @Override
    public Span begin(Operation operation, Context context) {
        io.opentelemetry.context.Context parent = contextOf(context);
        SpanBuilder builder = tracer.spanBuilder(Objects.requireNonNullElse(operation.method(), operation.system()))
                .setParent(parent)
                .setSpanKind(operation.kind() == Kind.SERVER ? SpanKind.SERVER : SpanKind.CLIENT);
        CallAttributes.of(operation, context, builder);
        io.opentelemetry.api.trace.Span span = builder.startSpan();
        SpanContext begun = span.getSpanContext();
        SpanContext caller = io.opentelemetry.api.trace.Span.fromContext(parent).getSpanContext();
        if (!begun.isValid() || begun.getSpanId().equals(caller.getSpanId())) {
            return Span.none(); // no SDK
        }
        return new OpenTelemetrySpan(span, parent.with(span), traceOf(begun, caller, context), operation.kind());
    }

    /** With the state as it came, unless a sampler has changed it: its words may be others than this API lets pass. */
    private static TraceContext traceOf(SpanContext begun, SpanContext caller, Context context) {
        TraceContext trace = SpanContexts.local(begun);
        return begun.getTraceState().equals(caller.getTraceState())
                ? context.get(TraceContext.KEY)
                        .map(came -> new TraceContext(trace.traceId(), trace.spanId(), trace.flags(), came.state()))
                        .orElse(trace)
                : trace;
    }
}
