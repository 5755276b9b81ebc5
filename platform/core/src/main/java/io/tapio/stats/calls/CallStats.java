package io.tapio.stats.calls;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.filter.Outcome;
import io.tapio.filter.Transparent;
import io.tapio.service.Service;
import io.tapio.stats.Counter;
import io.tapio.stats.CounterOf;
import io.tapio.stats.Distribution;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a service by their outcome, times them, and tells how many are under way. One for several
 * services counts them together; {@link Stats#tagged} tells them apart:
 *
 * <pre>{@code
 * CallStats.ofServer(SystemStats.of(system).tagged("service", "kv"))
 * }</pre>
 *
 * <p>The outcome is {@code success}, or the {@link Where} of the failure. A call that is complete when it returns is
 * counted without allocating anything; its times are told by the exact clock of its context.
 */
public final class CallStats<Q, A> implements Filter<Q, A, Q, A> {
    static final Metric CALLS =
            Metric.counter("tapio.service.calls", "{call}", "Calls that have ended", "side", "outcome");
    static final Metric ACTIVE =
            Metric.gauge("tapio.service.active", "{call}", "Calls that have begun and not ended", "side");
    static final Metric DURATION =
            Metric.distribution("tapio.service.duration", "s", "Time from the call to its outcome", "side");

    private final Counter active;
    private final Counter successes;
    private final CounterOf<Where> failures;
    private final Distribution durations;

    private CallStats(Stats stats, String side) {
        active = stats.counter(ACTIVE, side);
        successes = stats.counter(CALLS, side, "success");
        failures = new CounterOf<>(stats, CALLS, Where.class, side);
        durations = stats.distribution(DURATION, side);
    }

    /** Of calls that others make here. */
    public static <Q, A> CallStats<Q, A> ofServer(Stats stats) {
        return new CallStats<>(stats, "server");
    }

    /** Of calls that are made to others. */
    public static <Q, A> CallStats<Q, A> ofClient(Stats stats) {
        return new CallStats<>(stats, "client");
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Counted<>(this, next);
    }

    /** The service with its numbers. */
    private record Counted<Q, A>(CallStats<Q, A> stats, Service<Q, A> next) implements Transparent<Q, A> {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            return stats.call(next, context, request);
        }
    }

    private CompletionStage<A> call(Service<Q, A> next, Context context, Q request) {
        Timer timer = context.timer();
        active.add(1);
        long began = timer.exactNanoTime();
        CompletionStage<A> answer;
        try {
            answer =
                    Objects.requireNonNull(next.call(context, request), "the service answered null, which is no reply");
        } catch (Throwable thrown) {
            ended(Failure.of(thrown), timer, began);
            throw thrown;
        }
        if (answer instanceof CompletableFuture<A> future && future.isDone()) {
            ended(Outcome.of(future), timer, began);
            return answer;
        }
        return Outcome.tell(answer, failure -> ended(failure, timer, began));
    }

    private void ended(@Nullable Failure failure, Timer timer, long began) {
        if (failure == null) {
            successes.add(1);
        } else {
            failures.increment(failure.where());
        }
        durations.record(timer.exactNanoTime() - began);
        active.add(-1);
    }
}
