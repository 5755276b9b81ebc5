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
import io.tapio.time.Deadline;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Fails a call that has no answer in time, and cancels it. Uses the clock of the call's context.
 *
 * @param limit the most time that a call may take; the deadline that it comes with may leave less
 */
public record Timeout<Q, A>(Duration limit) implements Filter<Q, A, Q, A> {
    public Timeout {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a time-out must be longer than nothing, not " + limit);
        }
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Timed<>(this, next);
    }

    /** The service with its time-out; tells its bound, and those of the service. */
    private record Timed<Q, A>(Timeout<Q, A> timeout, Service<Q, A> next) implements Service<Q, A>, Bounded {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            return timeout.call(next, context, request);
        }

        @Override
        public List<Bound> bounds() {
            Bounded own = Bounded.by(Bound.time("time to the answer of a call", timeout.limit, null));
            return own.and(() -> Bounded.of(next)).bounds();
        }
    }

    private CompletionStage<A> call(Service<Q, A> next, Context context, Q request) {
        CancellationSource cancellation = CancellationSource.within(context.cancellation());
        Context timed = context.withTimeout(limit).withCancellation(cancellation);
        CompletionStage<A> answer;
        try {
            answer = next.call(timed, request);
        } catch (RuntimeException thrown) {
            cancellation.close();
            throw thrown;
        }
        if (answer instanceof CompletableFuture<A> future && future.isDone()) {
            cancellation.close();
            return answer;
        }
        return inTime(answer, timed, cancellation);
    }

    private CompletionStage<A> inTime(CompletionStage<A> answer, Context timed, CancellationSource cancellation) {
        CompletableFuture<A> result = new CompletableFuture<>();
        Timer timer = timed.timer();
        Duration left = timed.deadline().map((Deadline d) -> d.left(timer)).orElse(limit);
        Timer.Scheduled alarm = timer.schedule(left, () -> {
            Failure failure = Failure.at(
                    Where.TIMEOUT,
                    Processed.MAYBE,
                    "no answer within " + Math.max(0, left.plusNanos(999_999).toMillis()) + " ms");
            if (result.completeExceptionally(failure)) {
                cancellation.cancel(failure);
            }
        });
        answer.whenComplete((value, thrown) -> {
            alarm.cancel();
            cancellation.close();
            if (thrown == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(Failure.of(thrown));
            }
        });
        return result;
    }
}
