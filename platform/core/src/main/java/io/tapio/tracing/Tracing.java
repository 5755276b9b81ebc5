package io.tapio.tracing;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import io.tapio.filter.Outcome;
import io.tapio.filter.Transparent;
import io.tapio.service.Service;
import io.tapio.tracing.Operation.Kind;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins a span for each call, and ends it with the call's answer. One of a server goes on with the trace of its
 * caller; one of a client makes a child of the span that the call is made for. Who is called finds the new span in its
 * context.
 *
 * <p>Around a retry it is one span for all attempts, as OpenTelemetry wants it; a second one inside, as a role of its
 * own, shows each.
 *
 * @param method tells what a request asks for, see {@link Operation#method}; must not throw
 */
public record Tracing<Q, A>(
        Tracer tracer, Operation operation, @Nullable Function<? super Q, String> method)
        implements Filter<Q, A, Q, A> {

    /** Of the calls that a server gets by the protocol {@code system}. */
    public static <Q, A> Tracing<Q, A> server(Tracer tracer, String system) {
        return new Tracing<>(tracer, new Operation(Kind.SERVER, system, null, null), null);
    }

    /** Of the calls that a client makes by the protocol {@code system}. */
    public static <Q, A> Tracing<Q, A> client(Tracer tracer, String system) {
        return new Tracing<>(tracer, new Operation(Kind.CLIENT, system, null, null), null);
    }

    /** Spans are named by what their requests ask for. */
    public Tracing<Q, A> withMethod(Function<? super Q, String> method) {
        return new Tracing<>(tracer, operation, method);
    }

    /** Spans of a client say where its calls go. */
    public Tracing<Q, A> withServer(SocketAddress server) {
        return new Tracing<>(tracer, operation.withServer(server), method);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return tracer == Tracer.none() ? next : new Traced<>(this, next);
    }

    private Operation of(Q request) {
        return method == null ? operation : operation.withMethod(method.apply(request));
    }

    private record Traced<Q, A>(Tracing<Q, A> tracing, Service<Q, A> next) implements Transparent<Q, A> {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            Span span = tracing.tracer.begin(tracing.of(request), context);
            if (span == Span.none()) {
                return next.call(context, request);
            }
            CompletionStage<A> answer;
            try {
                answer = Objects.requireNonNull(
                        next.call(span.within(context), request), "a service gave null in place of a stage");
            } catch (Throwable thrown) { // everything: the span has to end
                span.fail(Failure.of(thrown));
                throw thrown;
            }
            if (answer instanceof CompletableFuture<A> future && future.isDone()) {
                end(span, Outcome.of(future));
                return answer;
            }
            return Outcome.tell(answer, failure -> end(span, failure));
        }

        private static void end(Span span, @Nullable Failure failure) {
            if (failure == null) {
                span.end();
            } else {
                span.fail(failure);
            }
        }
    }
}
