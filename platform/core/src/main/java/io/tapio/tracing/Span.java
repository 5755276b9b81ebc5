package io.tapio.tracing;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import java.util.Optional;

/** One call, as its trace will show it: from its beginning to its end, with what is worth to be known. Thread-safe. */
public interface Span {
    /** Where the context of a call has its span. */
    Context.Key<Span> KEY = Context.Key.local("span");

    /** The span of the call; one that takes everything and does nothing, if it has none. */
    static Span of(Context context) {
        return context.get(KEY).orElse(none());
    }

    /** The span that is not there. */
    static Span none() {
        return NoSpan.INSTANCE;
    }

    /** What the callee is told to be called by. */
    Optional<TraceContext> trace();

    /** Something to be known of the call; the names are those of OpenTelemetry where it has one. */
    void set(String name, String value);

    void set(String name, long value);

    /** The call has succeeded. Only the first end counts. */
    void end();

    void fail(Failure failure);

    /** The context of all that is done for this span. */
    default Context within(Context context) {
        Context inside = context.with(KEY, this);
        return trace().map(trace -> inside.with(TraceContext.KEY, trace)).orElse(inside);
    }
}

enum NoSpan implements Span {
    INSTANCE;

    @Override
    public Optional<TraceContext> trace() {
        return Optional.empty();
    }

    @Override
    public void set(String name, String value) {}

    @Override
    public void set(String name, long value) {}

    @Override
    public void end() {}

    @Override
    public void fail(Failure failure) {}

    @Override
    public Context within(Context context) {
        return context;
    }
}
