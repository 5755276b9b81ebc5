package io.tapio.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Layer;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.service.Service;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a target gets that fails every call, while its callers try again by all means that they have. */
class RetryStormTest {
    private static final RetryBudgetSettings BUDGET = RetryBudgetSettings.load();
    private static final RetryBudgetSettings NO_BUDGET = BUDGET.withMinPerSecond(1_000_000_000);

    /** As long as calls may be under way after the last was offered: two waits and the time of three attempts. */
    private static final Duration REST = BUDGET.window();

    private final VirtualTimer timer = new VirtualTimer();
    private long offered;
    private long arrived;

    @ParameterizedTest
    @CsvSource({"1, 600", "100, 300", "10000, 60"})
    void aTargetThatFailsEveryCallGetsAFifthMoreAndTenASecond(int rate, int seconds) {
        Seed.run(random -> {
            RetryBudget budget = RetryBudget.of(BUDGET, timer);

            offer(tier(budget, random, target(random)), rate, seconds, random);

            assertThat(arrived).isGreaterThan((long) (1.15 * offered));
            assertThat((double) arrived).isLessThanOrEqualTo(most(offered, 1));
        });
    }

    @Test
    void aTargetThatWasWellGetsNoMoreWhenItBeginsToFail() {
        Seed.run(random -> {
            RetryBudget budget = RetryBudget.of(BUDGET, timer);
            Service<Long, Long> target = target(random);
            long failsFrom = Duration.ofSeconds(60).toNanos();
            Service<Long, Long> once = tier(budget, random, (context, request) -> {
                if (timer.nanoTime() >= failsFrom) {
                    return target.call(context, request);
                }
                arrived++;
                return CompletableFuture.completedFuture(request);
            });

            offer(once, 500, 120, random);

            assertThat((double) arrived).isLessThanOrEqualTo(most(offered, 1));
        });
    }

    @Test
    void threeTiersWithBudgetsMultiplyByTheCubeOfSixFifthsWhereWithoutTheyWouldBy27() {
        Seed.run(random -> {
            offer(threeTiers(BUDGET, random), 500, 120, random);

            assertThat((double) arrived).isLessThanOrEqualTo(most(offered, 3));
            assertThat((double) arrived / offered).isBetween(1.5, 1.85);
        });
    }

    @Test
    void threeTiersWithoutBudgetsMultiplyBy27() {
        Seed.run(random -> {
            offer(threeTiers(NO_BUDGET, random), 10, 60, random);

            assertThat(arrived).isEqualTo(27 * offered);
        });
    }

    /** By the budget of each tier: a fifth of what it gets, and ten a second, beside that. */
    private double most(double calls, int tiers) {
        double seconds = timer.nanoTime() / 1e9;
        return tiers == 0 ? calls : 1.2 * most(calls, tiers - 1) + BUDGET.minPerSecond() * seconds;
    }

    private Service<Long, Long> threeTiers(RetryBudgetSettings settings, RandomGenerator random) {
        Service<Long, Long> service = failing(Processed.MAYBE, random);
        for (int tier = 0; tier < 3; tier++) {
            service = arriving(tier(RetryBudget.of(settings, timer), random, service));
        }
        return service;
    }

    /** Each tier has a context of its own, as if the call had come from another process. */
    private Service<Long, Long> arriving(Service<Long, Long> tier) {
        return (context, request) -> tier.call(context.toSend().into(Context.root(timer)), request);
    }

    private Service<Long, Long> tier(RetryBudget budget, RandomGenerator random, Service<Long, Long> next) {
        RetryPolicy<Long, Long> policy = RetryPolicy.idempotent(request -> true);
        return Stack.of(
                        new Layer<Long, Long>(
                                Role.RETRY,
                                Retry.of(policy, RetrySettings.load(), budget).withRandom(() -> random)),
                        new Layer<Long, Long>(Role.REQUEUE, Requeue.of(budget)))
                .apply(next);
    }

    /** Some calls have no effect and some may have had, some fail at once and some later, as the seed says. */
    private Service<Long, Long> target(RandomGenerator random) {
        Service<Long, Long> refusing = failing(Processed.NO, random);
        Service<Long, Long> breaking = failing(Processed.MAYBE, random);
        int refused = random.nextInt(101);
        return (context, request) -> (random.nextInt(100) < refused ? refusing : breaking).call(context, request);
    }

    private Service<Long, Long> failing(Processed processed, RandomGenerator random) {
        Failure failure = Failure.at(Where.CLOSED, processed, "down");
        return (context, request) -> {
            arrived++;
            CompletableFuture<Long> answer = new CompletableFuture<>();
            if (random.nextBoolean()) {
                answer.completeExceptionally(failure);
            } else {
                timer.schedule(
                        Duration.ofNanos(random.nextLong(50_000_000)), () -> answer.completeExceptionally(failure));
            }
            return answer;
        };
    }

    /** So many calls in each second, evenly, and then until all have ended. */
    private void offer(Service<Long, Long> service, int rate, int seconds, RandomGenerator random) {
        Duration between = Duration.ofSeconds(1).dividedBy(rate);
        long[] ended = {0};
        for (offered = 0; offered < (long) rate * seconds; offered++) {
            service.call(Context.root(timer), offered).handle((answer, thrown) -> ended[0]++);
            timer.advance(between);
        }
        timer.advance(REST);
        assertThat(ended[0]).isEqualTo(offered);
    }
}
