package io.tapio.timeout;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Counter;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.time.Deadline;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Fails a call that has no answer in time, and cancels it. Uses the clock of the call's context. Around a service, a
 * client's calls with all their attempts, or one attempt: the same filter, with another limit.
 */
public final class Timeout<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    static final Metric EXPIRED =
            Metric.counter("tapio.timeout.expired", "{call}", "Calls that had no answer in time", "limit");

    private final Limit limit;
    private final Counter expired;

    private Timeout(Limit limit, Stats stats) {
        this.limit = limit;
        this.expired = stats.counter(EXPIRED, limit.label());
    }

    /** @param limit the most time that a call may take; the deadline that it comes with may leave less */
    public Timeout(Duration limit) {
        this(Limit.ofCall(limit), Stats.none());
    }

    /** The time of a request that a server has got. */
    public static <Q, A> Timeout<Q, A> request(TimeoutSettings settings) {
        return new Timeout<>(Limit.ofRequest(settings), Stats.none());
    }

    /** The time of a client's call with all its attempts: outside of what makes it again. */
    public static <Q, A> Timeout<Q, A> total(TimeoutSettings settings) {
        return new Timeout<>(Limit.ofAll(settings), Stats.none());
    }

    /** The time of one attempt of a client's call: inside of what makes it again. */
    public static <Q, A> Timeout<Q, A> attempt(TimeoutSettings settings) {
        return new Timeout<>(Limit.ofAttempt(settings), Stats.none());
    }

    public Timeout<Q, A> withStats(Stats stats) {
        return new Timeout<>(limit, stats);
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        Duration most = limit.most();
        return most == null ? next : new Timed<>(this, most, next);
    }

    @Override
    public List<Bound> bounds() {
        return List.of(limit.bound());
    }

    /** The service with its time-out; tells its bound, and those of the service. */
    private record Timed<Q, A>(Timeout<Q, A> timeout, Duration most, Service<Q, A> next)
            implements Service<Q, A>, Bounded {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            return timeout.call(next, most, context, request);
        }

        @Override
        public List<Bound> bounds() {
            return timeout.and(() -> Bounded.of(next)).bounds();
        }
    }

    private CompletionStage<A> call(Service<Q, A> next, Duration most, Context context, Q request) {
        CancellationSource cancellation = CancellationSource.within(context.cancellation());
        long began = context.timer().nanoTime();
        Deadline own = new Deadline(began + most.toNanos());
        Deadline due = context.deadline().map(own::earlier).orElse(own);
        CompletionStage<A> answer;
        try {
            answer = next.call(context.withDeadline(due).withCancellation(cancellation), request);
        } catch (RuntimeException thrown) {
            cancellation.close();
            throw thrown;
        }
        if (answer instanceof CompletableFuture<A> future && future.isDone()) {
            cancellation.close();
            return answer;
        }
        return inTime(answer, began, due, context.timer(), cancellation);
    }

    private CompletionStage<A> inTime(
            CompletionStage<A> answer, long began, Deadline due, Timer timer, CancellationSource cancellation) {
        CompletableFuture<A> result = new CompletableFuture<>();
        Timer.Scheduled alarm = timer.schedule(due.left(timer), () -> {
            Failure failure = passed(Duration.ofNanos(due.nanoTime() - began))
                    .withElapsed(Duration.ofNanos(timer.nanoTime() - began));
            if (result.completeExceptionally(failure)) {
                expired.increment();
                cancellation.cancel(failure);
            }
        });
        answer.handle((value, thrown) -> {
            alarm.cancel();
            cancellation.close();
            return thrown == null ? result.complete(value) : result.completeExceptionally(Failure.of(thrown));
        });
        return result;
    }

    private Failure passed(Duration left) {
        return Failure.at(Where.TIMEOUT, Processed.MAYBE, limit.passed(left));
    }
}
