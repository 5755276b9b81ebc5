package io.tapio.tracing;

import io.tapio.context.Context;
import java.util.concurrent.ThreadLocalRandom;

/** Begins spans, and sees to it that they get to where somebody looks at them. Thread-safe; never blocks. */
@FunctionalInterface
public interface Tracer {
    /**
     * The span of a call that begins now: a child of the span that {@code context} names, in the trace that it names,
     * or the first of a trace.
     *
     * @return {@link Span#none} for a call that is not to be seen; what trace it belongs to is then handed on as it is
     */
    Span begin(Operation operation, Context context);

    /** No tracer; a filter with this one is not there. */
    static Tracer none() {
        return NoTracer.INSTANCE;
    }

    /**
     * Makes ids and records nothing: enough to find the lines of logs that belong together. What the caller says of
     * sampling is handed on; a trace that begins here is not sampled.
     */
    static Tracer idsOnly() {
        return new IdsOnly(ThreadLocalRandom::current);
    }
}

enum NoTracer implements Tracer {
    INSTANCE;

    @Override
    public Span begin(Operation operation, Context context) {
        return Span.none();
    }
}
