package io.tapio.opentelemetry;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.tapio.tracing.TraceContext;
import io.tapio.tracing.TraceState;
import java.util.List;

/** A place in a trace, in OpenTelemetry's words and in ours. */
final class SpanContexts {
    private SpanContexts() {}

    /** That of a caller in another process. */
    static SpanContext remote(TraceContext trace) {
        return SpanContext.createFromRemoteParent(
                trace.traceId(), trace.spanId(), TraceFlags.fromByte((byte) trace.flags()), state(trace.state()));
    }

    static TraceContext local(SpanContext span) {
        return new TraceContext(
                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asByte(), state(span.getTraceState()));
    }

    private static io.opentelemetry.api.trace.TraceState state(TraceState state) {
        if (state.isEmpty()) {
            return io.opentelemetry.api.trace.TraceState.getDefault();
        }
        TraceStateBuilder builder = io.opentelemetry.api.trace.TraceState.builder();
        List<TraceState.Member> members = state.members();
        for (int i = members.size() - 1; i >= 0; i--) { // what is put last stands first
            builder.put(members.get(i).key(), members.get(i).value());
        }
        return builder.build();
    }

    private static TraceState state(io.opentelemetry.api.trace.TraceState state) {
        return state.isEmpty()
                ? TraceState.empty()
                : new TraceState(state.asMap().entrySet().stream()
                        .map(member -> new TraceState.Member(member.getKey(), member.getValue()))
                        .toList());
    }
}
