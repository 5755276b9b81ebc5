package io.tapio.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Layer;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.service.Service;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Backoff.Jitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RequeueTest {
    private static final Failure REFUSED = Failure.at(Where.PEER_REFUSED, Processed.NO, "going away");
    private static final Failure BROKEN = Failure.at(Where.CLOSED, Processed.MAYBE, "broken");
    private static final Duration WAIT = Duration.ofMillis(10);

    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final RetryBudget budget = RetryBudget.of(RetryBudgetSettings.load(), timer);
    private final Requeue<String, String> requeue = Requeue.of(budget);
    private final List<Integer> attempts = new ArrayList<>();

    @Test
    void aCallWithoutEffectIsMadeAgainAtOnce() {
        HeldService<String, String> held = new HeldService<>();
        var answer = requeue.apply(held).call(context, "a").toCompletableFuture();

        held.call(0).answer().completeExceptionally(REFUSED);
        assertThat(held.call(1).context().get(Retry.ATTEMPT)).contains(2);
        held.call(1).answer().complete("done");

        assertThat(answer).isCompletedWithValue("done");
        assertThat(timer.scheduled()).isZero();
        assertThat(budget.balance()).isEqualTo(99);
    }

    @Test
    void aCallThatMayHaveHadAnEffectIsNotMadeAgain() {
        assertThat(failure(requeue.apply(failing(BROKEN)).call(context, "a"))).isSameAs(BROKEN);

        assertThat(attempts).hasSize(1);
    }

    @Test
    void oneCallTakesAFifthOfTheBudgetAtTheMost() {
        assertThat(failure(requeue.apply(failing(REFUSED)).call(context, "a")).detail())
                .containsEntry("retry.attempts", "21 (21 x peer_refused: going away)")
                .containsEntry(
                        "retry.stopped",
                        "made again 20 times, where 20 are the most (tapio.retry.requeue.max-times), and a share of 0.2"
                                + " of the budget (tapio.retry.requeue.max-share)");
        requeue.apply(failing(REFUSED)).call(context, "a");

        assertThat(attempts).hasSize(21 + 17);
        assertThat(budget.balance()).isEqualTo(64);
    }

    @Test
    void oneCallIsMadeAgainAFewTimesHoweverMuchTheBudgetHas() {
        for (int call = 0; call < 100_000; call++) {
            budget.deposit();
        }
        requeue.apply(failing(REFUSED)).call(context, "a");

        assertThat(attempts).hasSize(21);
    }

    @Test
    void aBudgetThatIsUsedUpLeavesTheFailureAndSaysSo() {
        while (budget.withdraw() == null) {
            // until there is nothing left
        }

        assertThat(failure(requeue.apply(failing(REFUSED)).call(context, "a")).detail())
                .containsEntry("retry.attempts", "1 (peer_refused: going away)")
                .hasEntrySatisfying("retry.stopped", why -> assertThat(why).contains("tapio.retry.budget"));
    }

    @Test
    void nothingIsMadeAgainBehindTheDeadlineOrForACallerWhoHasLeft() {
        CancellationSource left = new CancellationSource();
        left.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        Context late = context.withTimeout(Duration.ofMillis(1));
        timer.advance(Duration.ofMillis(1));

        requeue.apply(failing(REFUSED)).call(late, "a");
        requeue.apply(failing(REFUSED)).call(context.withCancellation(left), "a");

        assertThat(attempts).hasSize(2);
    }

    @Test
    void aRequestMayBeDeclaredNotRepeatable() {
        Service<String, String> service =
                requeue.withRepeatable(request -> !request.equals("once")).apply(failing(REFUSED));

        assertThat(failure(service.call(context, "once"))).isSameAs(REFUSED);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void aCallThroughBothFiltersEarnsOnceWhateverBecomesOfIt() {
        RetryBudget poor = RetryBudget.of(RetryBudgetSettings.load().withMinPerSecond(1), timer);
        Service<String, String> answering = both(poor, Service.of(line -> line));
        for (int call = 0; call < 10; call++) {
            answering.call(context, "a");
        }
        assertThat(poor.balance()).isEqualTo(12);

        both(poor, failing(REFUSED)).call(context, "a");
        timer.advance(Duration.ofSeconds(1));

        assertThat(attempts).hasSize(1 + 12 - (int) poor.balance());
    }

    @Test
    void theNumberOfAnAttemptCountsThoseOfBothFilters() {
        var answer = both(budget, failing(REFUSED)).call(context, "a");
        timer.advance(Duration.ofSeconds(1));

        int made = attempts.size();
        assertThat(attempts).first().isEqualTo(0);
        assertThat(attempts.subList(1, made))
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(2)
                .endsWith(made);
        assertThat(failure(answer).detail())
                .containsEntry("retry.attempts", made + " (" + made + " x peer_refused: going away)");
    }

    @Test
    void whatHadNoEffectIsMadeAgainBeforeThePolicyIsAsked() {
        HeldService<String, String> held = new HeldService<>();
        both(budget, held).call(context, "a");

        held.call(0).answer().completeExceptionally(REFUSED);
        held.call(1).answer().completeExceptionally(BROKEN);
        assertThat(held.requests()).hasSize(2);
        timer.advance(WAIT);

        assertThat(held.requests()).hasSize(3);
    }

    @Test
    void filtersWithBudgetsOfTheirOwnEarnEachForItself() {
        RetryBudget other = RetryBudget.of(RetryBudgetSettings.load(), timer);
        Service<String, String> service = Requeue.<String, String>of(other).apply(requeue.apply(failing(BROKEN)));
        for (int call = 0; call < 5; call++) {
            service.call(context, "a");
        }

        assertThat(budget.balance()).isEqualTo(101);
        assertThat(other.balance()).isEqualTo(101);
    }

    @Test
    void attemptsAndWhyThereAreNoMoreAreCountedByFilter() {
        Counted stats = new Counted();
        RetrySettings settings = RetrySettings.load().withBackoff(WAIT, WAIT, Jitter.NONE);
        RetryBudget small = RetryBudget.of(RetryBudgetSettings.load().withMinPerSecond(3), timer)
                .withStats(stats);
        Service<String, String> service = Retry.<String, String>of(RetryPolicy.safe(), settings, small)
                .withStats(stats)
                .apply(Requeue.<String, String>of(small).withStats(stats).apply(failing(REFUSED)));
        for (int call = 0; call < 5; call++) {
            service.call(context, "a");
        }
        service.call(context.withTimeout(WAIT), "a");
        timer.advance(Duration.ofSeconds(1));

        assertThat(stats.of(RepeatCounts.ATTEMPTS, "requeue") + stats.of(RepeatCounts.ATTEMPTS, "retry"))
                .isEqualTo(attempts.size() - 6)
                .isEqualTo(31);
        assertThat(stats.of(RetryBudget.BALANCE)).isZero();
        assertThat(stats.of(RepeatCounts.STOPPED, "retry", "deadline")).isEqualTo(1);
        assertThat(stats.of(RepeatCounts.STOPPED, "retry", "attempts")
                        + stats.of(RepeatCounts.STOPPED, "retry", "budget"))
                .isEqualTo(5);
        assertThat(stats.of(RepeatCounts.STOPPED, "requeue", "attempts")).isPositive();
        assertThat(stats.of(RepeatCounts.STOPPED, "requeue", "budget")).isPositive();
    }

    private Service<String, String> both(RetryBudget budget, Service<String, String> service) {
        RetrySettings settings = RetrySettings.load().withBackoff(WAIT, WAIT, Jitter.NONE);
        return Stack.of(
                        new Layer<String, String>(
                                Role.RETRY, Retry.of(RetryPolicy.idempotent(request -> true), settings, budget)),
                        new Layer<String, String>(Role.REQUEUE, Requeue.of(budget)))
                .apply(service);
    }

    private Service<String, String> failing(Failure failure) {
        return (call, request) -> {
            attempts.add(call.get(Retry.ATTEMPT).orElse(0));
            return CompletableFuture.failedFuture(failure);
        };
    }

    private static Failure failure(CompletionStage<String> answer) {
        return (Failure)
                answer.handle((value, thrown) -> thrown).toCompletableFuture().join();
    }
}
