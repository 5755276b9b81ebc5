package io.tapio.logging;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.filter.Filter;
import io.tapio.filter.Outcome;
import io.tapio.logging.LineBudget.Verdict;
import io.tapio.logging.RequestLogSettings.Calls;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import io.tapio.tracing.TraceContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes a line to the log for each call that is worth it, as its settings say; by the logger
 * {@code io.tapio.logging.RequestLog.NAME}, with the trace id under {@code trace_id} in the MDC. Where that logger is
 * at debug, the failure itself follows, with its words and its trace.
 *
 * <p>All services that one filter object is applied to share its lines.
 */
public final class RequestLog<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    /** The trace id of the call that a line is about, in the MDC of that line. */
    public static final String TRACE_ID = "trace_id";

    static final Metric LEFT_OUT =
            Metric.counter("tapio.logging.left_out", "{line}", "Lines of the request log that were left out", "log");

    private final String name;
    private final RequestLogSettings settings;
    private final @Nullable Function<? super Q, String> description;
    private final Timer timer;
    private final Stats stats;
    private final Logger log;
    private final long slow;
    private final LineBudget budget;
    private final Counter leftOut;

    private RequestLog(
            String name,
            RequestLogSettings settings,
            @Nullable Function<? super Q, String> description,
            Timer timer,
            Stats stats) {
        this.name = name;
        this.settings = settings;
        this.description = description;
        this.timer = timer;
        this.stats = stats;
        this.log = LoggerFactory.getLogger(RequestLog.class.getName() + "." + name);
        this.slow = settings.slow().toNanos();
        this.budget = new LineBudget(settings.maxLines(), settings.interval());
        this.leftOut = stats.counter(LEFT_OUT, name);
    }

    /** @param name begins each line, and ends the name of the logger */
    public static <Q, A> RequestLog<Q, A> of(String name, RequestLogSettings settings) {
        return new RequestLog<>(name, settings, null, Timer.shared(), Stats.none());
    }

    /**
     * Lines that end with what {@code description} says of the request: not more than belongs into a log. Called only
     * for a line that is written.
     */
    public RequestLog<Q, A> withDescription(Function<? super Q, String> description) {
        return new RequestLog<>(name, settings, description, timer, stats);
    }

    /** Counts its intervals by this clock, and not by that of the JVM; calls are timed by that of their contexts. */
    public RequestLog<Q, A> withTimer(Timer timer) {
        return new RequestLog<>(name, settings, description, timer, stats);
    }

    public RequestLog<Q, A> withStats(Stats stats) {
        return new RequestLog<>(name, settings, description, timer, stats);
    }

    @Override
    public List<Bound> bounds() {
        return settings.bounds();
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return settings.calls() == Calls.OFF ? next : new Logged<>(this, next);
    }

    private record Logged<Q, A>(RequestLog<Q, A> requests, Service<Q, A> next) implements Service<Q, A>, Bounded {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            long start = context.timer().nanoTime();
            CompletionStage<A> answer;
            try {
                answer = Objects.requireNonNull(next.call(context, request), "a service gave null in place of a stage");
            } catch (Throwable thrown) { // everything: this is how the call ended
                requests.ended(context, request, start, Failure.of(thrown));
                throw thrown;
            }
            if (answer instanceof CompletableFuture<A> future && future.isDone()) {
                requests.ended(context, request, start, Outcome.of(future));
                return answer;
            }
            Q toDescribe = requests.description == null ? null : request; // else it may go before the call ends
            return Outcome.tell(answer, failure -> requests.ended(context, toDescribe, start, failure));
        }

        @Override
        public List<Bound> bounds() {
            return requests.settings.and(() -> Bounded.of(next)).bounds();
        }
    }

    private void ended(Context context, @Nullable Q request, long start, @Nullable Failure failure) {
        if (failure == null && settings.calls() == Calls.FAILURES) {
            return;
        }
        long nanos = context.timer().nanoTime() - start;
        boolean isSlow = nanos >= slow;
        if (failure == null && !isSlow && settings.calls() != Calls.ALL) {
            return;
        }
        Line line = new Line(name, nanos, isSlow, failure);
        if (log.isEnabledForLevel(line.level()) && mayWrite()) {
            write(line, context, request);
        }
    }

    private boolean mayWrite() {
        long now = timer.nanoTime();
        Verdict verdict = budget.take(now);
        if (verdict == Verdict.WRITE) {
            return true;
        }
        leftOut.increment();
        if (verdict == Verdict.FIRST_TOO_MANY) {
            timer.schedule(budget.left(now), this::tellOfThoseLeftOut);
        }
        return false;
    }

    private void tellOfThoseLeftOut() {
        log.warn(
                "{}: {} lines left out, more than {} in {} ms ({}.max-lines)",
                name,
                budget.count(),
                settings.maxLines(),
                settings.interval().toMillis(),
                RequestLogSettings.PATH);
    }

    private void write(Line line, Context context, @Nullable Q request) {
        String traceId =
                context.get(TraceContext.KEY).map(TraceContext::traceId).orElse(null);
        String text = line.text(context, traceId, describe(request));
        String before = MDC.get(TRACE_ID);
        put(traceId);
        try {
            log.atLevel(line.level()).log(text);
            if (line.failure() != null) {
                log.debug("{}: the failure", name, line.failure());
            }
        } finally {
            put(before);
        }
    }

    private static void put(@Nullable String traceId) {
        if (traceId == null) {
            MDC.remove(TRACE_ID);
        } else {
            MDC.put(TRACE_ID, traceId);
        }
    }

    private @Nullable String describe(@Nullable Q request) {
        if (description == null || request == null) {
            return null;
        }
        try {
            return description.apply(request);
        } catch (RuntimeException thrown) { // the call has nothing to do with it
            return "not to be described: " + thrown.getClass().getName();
        }
    }
}
