package io.tapio.breaker;

import io.tapio.breaker.BreakerPolicy.Verdict;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Stats;
import io.tapio.time.Timer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls from something that fails, for a while, and then lets one try it; see the package for what it promises.
 * For one endpoint, or one service: what it is applied to is judged together. Each {@code with…} gives a breaker of its
 * own, which begins alive.
 */
public final class Breaker<Q, A> implements Filter<Q, A, Q, A>, Bounded {
    private static final Failure BAD_ANSWER =
            Failure.at(Where.SERVICE, Processed.YES, "an answer that counts as a failure");

    private final BreakerSettings settings;
    private final BreakerPolicy<A> policy;
    private final Timer timer;
    private final Supplier<? extends RandomGenerator> random;
    private final Stats stats;
    private final Consumer<? super Health> listener;
    private final Life life;

    private Breaker(
            BreakerSettings settings,
            BreakerPolicy<A> policy,
            Timer timer,
            Supplier<? extends RandomGenerator> random,
            Stats stats,
            Consumer<? super Health> listener) {
        this.settings = settings;
        this.policy = policy;
        this.timer = timer;
        this.random = random;
        this.stats = stats;
        this.listener = listener;
        this.life = new Life(settings, timer, random, BreakerCounts.of(stats), listener);
        stats.gauge(BreakerCounts.DEAD, life, each -> each.health() instanceof Health.Alive ? 0 : 1);
    }

    public static <Q, A> Breaker<Q, A> of(BreakerSettings settings) {
        return new Breaker<>(
                settings,
                BreakerPolicy.standard(),
                Timer.shared(),
                ThreadLocalRandom::current,
                Stats.none(),
                health -> {});
    }

    /** With the settings of the application's configuration. */
    public static <Q, A> Breaker<Q, A> load() {
        return of(BreakerSettings.load());
    }

    /** What counts as a failure; the {@link BreakerPolicy#standard standard} unless it is said. */
    public Breaker<Q, A> withPolicy(BreakerPolicy<A> policy) {
        return new Breaker<>(settings, policy, timer, random, stats, listener);
    }

    /** The clock of the window and of the time without calls; that of the JVM unless it is said. */
    public Breaker<Q, A> withTimer(Timer timer) {
        return new Breaker<>(settings, policy, timer, random, stats, listener);
    }

    /** Where the jitter comes from: that of the thread, unless it is said. */
    public Breaker<Q, A> withRandom(Supplier<? extends RandomGenerator> random) {
        return new Breaker<>(settings, policy, timer, random, stats, listener);
    }

    public Breaker<Q, A> withStats(Stats stats) {
        return new Breaker<>(settings, policy, timer, random, stats, listener);
    }

    /** Told of each change, on the thread that made it; must be short and not throw. */
    public Breaker<Q, A> withListener(Consumer<? super Health> listener) {
        return new Breaker<>(settings, policy, timer, random, stats, listener);
    }

    public Health health() {
        return life.health();
    }

    @Override
    public Service<Q, A> apply(Service<Q, A> next) {
        return new Guarded<>(this, next);
    }

    /** The session with this breaker around its calls, and {@code BUSY} as long as that makes none. */
    public Session<Q, A> guard(Session<Q, A> session) {
        return session.withCalls(apply(session)).busyWhile(() -> !life.takesCalls());
    }

    @Override
    public List<Bound> bounds() {
        return settings.bounds();
    }

    /** The service with its breaker; tells its bounds, and those of the service. */
    private record Guarded<Q, A>(Breaker<Q, A> breaker, Service<Q, A> next) implements Service<Q, A>, Bounded {
        @Override
        public CompletionStage<A> call(Context context, Q request) {
            return breaker.call(next, context, request);
        }

        @Override
        public List<Bound> bounds() {
            return breaker.and(() -> Bounded.of(next)).bounds();
        }
    }

    private CompletionStage<A> call(Service<Q, A> next, Context context, Q request) {
        Health now = life.health();
        Health madeIn = life.admit(now);
        if (madeIn == null) {
            return CompletableFuture.failedFuture(life.refusal(now));
        }
        CompletionStage<A> answer;
        try {
            answer = next.call(context, request);
        } catch (RuntimeException | Error thrown) {
            judge(madeIn, policy.ofFailure(Failure.of(thrown)), Failure.of(thrown));
            throw thrown;
        }
        if (!(answer instanceof CompletableFuture<A> future && future.isDone())) {
            return later(madeIn, answer);
        }
        if (future.isCompletedExceptionally()) {
            future.handle((value, thrown) -> judge(madeIn, value, thrown));
        } else {
            judge(madeIn, policy.ofAnswer(future.join()), BAD_ANSWER);
        }
        return answer;
    }

    /** Judges before the caller hears of it, and calls again. */
    private CompletionStage<A> later(Health madeIn, CompletionStage<A> answer) {
        CompletableFuture<A> result = new CompletableFuture<>();
        answer.handle((value, thrown) -> {
            try {
                return judge(madeIn, value, thrown);
            } finally {
                if (thrown == null) {
                    result.complete(value);
                } else {
                    result.completeExceptionally(Failure.of(thrown));
                }
            }
        });
        return result;
    }

    private Verdict judge(Health madeIn, A value, @Nullable Throwable thrown) {
        Failure failure = thrown == null ? BAD_ANSWER : Failure.of(thrown);
        return judge(madeIn, thrown == null ? policy.ofAnswer(value) : policy.ofFailure(failure), failure);
    }

    private Verdict judge(Health madeIn, Verdict verdict, Failure failure) {
        switch (verdict) {
            case SUCCESS -> life.succeeded(madeIn);
            case FAILURE -> life.failed(madeIn, failure);
            case NOTHING -> life.saidNothing(madeIn);
        }
        return verdict;
    }
}
