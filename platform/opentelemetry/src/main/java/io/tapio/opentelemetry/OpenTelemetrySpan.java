package io.tapio.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.failure.RemoteCause;
import io.tapio.tracing.Operation.Kind;
import io.tapio.tracing.Span;
import io.tapio.tracing.TraceContext;
import java.util.Locale;
import java.util.Optional;

/**
 * A span of OpenTelemetry.
 *
 * @param context what OpenTelemetry knows of the call, the span included
 */
record OpenTelemetrySpan(io.opentelemetry.api.trace.Span span, Context context, TraceContext traceContext, Kind kind)
        implements Span {
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    @Override
    public Optional<TraceContext> trace() {
        return Optional.of(traceContext);
    }

    @Override
    public void set(String name, String value) {
        span.setAttribute(name, value);
    }

    @Override
    public void set(String name, long value) {
        span.setAttribute(name, value);
    }

    @Override
    public void end() {
        span.end();
    }

    @Override
    public void fail(Failure failure) {
        span.setAttribute(ERROR_TYPE, failure.where().name().toLowerCase(Locale.ROOT));
        if (failure.where() != Where.CANCELLED || kind == Kind.CLIENT) { // that its caller left is no fault of a server
            span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
        }
        Throwable cause = failure.getCause();
        if (failure.where() == Where.SERVICE && cause != null && !(cause instanceof RemoteCause)) {
            span.recordException(cause); // that of another process is recorded there
        }
        span.end();
    }
}
