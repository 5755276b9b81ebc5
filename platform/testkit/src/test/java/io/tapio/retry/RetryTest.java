package io.tapio.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Backoff.Jitter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Failure REFUSED = Failure.at(Where.CONNECT, Processed.NO, "refused");
    private static final Failure BROKEN = Failure.at(Where.CLOSED, Processed.MAYBE, "broken");

    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final RetryBudget budget = RetryBudget.of(RetryBudgetSettings.load(), timer);
    private final RetrySettings settings = RetrySettings.load().withBackoff(WAIT, WAIT.multipliedBy(10), Jitter.NONE);

    @Test
    void anAnswerGoesThroughAndEarnsTheBudgetAFifth() {
        Service<String, String> service = retry(RetryPolicy.safe()).apply(Service.of(line -> line + "!"));
        for (int call = 0; call < 5; call++) {
            assertThat(service.call(context, "a").toCompletableFuture()).isCompletedWithValue("a!");
        }

        assertThat(budget.balance()).isEqualTo(101);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aCallWithoutEffectIsMadeAgainAfterAWaitThatDoubles() {
        var answer = call(RetryPolicy.safe(), context);

        fail(0, REFUSED);
        timer.advance(WAIT.minusNanos(1));
        assertThat(held.requests()).hasSize(1);
        timer.advance(Duration.ofNanos(1));
        fail(1, REFUSED);
        timer.advance(WAIT);
        assertThat(held.requests()).hasSize(2);
        timer.advance(WAIT);
        held.call(2).answer().complete("done");

        assertThat(answer).isCompletedWithValue("done");
        assertThat(budget.balance()).isEqualTo(98);
    }

    @Test
    void aCallThatMayHaveHadAnEffectIsNotMadeAgain() {
        var answer = call(RetryPolicy.safe(), context);

        fail(0, BROKEN);

        assertThat(failure(answer)).isSameAs(BROKEN);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aCallThatMayHaveHadAnEffectIsMadeAgainIfItIsDeclaredIdempotent() {
        RetryPolicy<String, String> gets = RetryPolicy.idempotent(request -> request.startsWith("get"));

        assertThat(gets.isRetried("get", BROKEN)).isTrue();
        assertThat(gets.isRetried("get", REFUSED)).isTrue();
        assertThat(gets.isRetried("set", REFUSED)).isTrue();
        assertThat(gets.isRetried("set", BROKEN)).isFalse();
        assertThat(gets.isRetried("get", Failure.at(Where.SERVICE, Processed.YES, "no such key")))
                .isFalse();
        assertThat(gets.isRetried("get", Failure.at(Where.CANCELLED, Processed.MAYBE, "left")))
                .isFalse();
    }

    @Test
    void anAnswerMayCallForAnotherAttempt() {
        RetryPolicy<String, String> policy = RetryPolicy.<String, String>safe()
                .or(RetryPolicy.answered((request, answer) -> answer.equals("later")));
        Service<String, String> later = retry(policy).apply(Service.of(line -> "later"));
        var answer = later.call(context, "a").toCompletableFuture();

        timer.advance(WAIT);
        assertThat(answer).isNotDone();
        timer.advance(WAIT.multipliedBy(2));

        assertThat(answer).isCompletedWithValue("later");
        assertThat(budget.balance()).isEqualTo(98);
    }

    @Test
    void theLastFailureSaysWhatWasTriedAndWhyNothingMore() {
        var answer = call(RetryPolicy.safe(), context);

        fail(0, REFUSED);
        timer.advance(WAIT);
        fail(1, REFUSED);
        timer.advance(WAIT.multipliedBy(2));
        fail(2, Failure.at(Where.QUEUE, Processed.NO, "full").withAddress("b:1"));

        Failure failure = failure(answer);
        assertThat(failure).hasMessage("full").hasCause(REFUSED);
        assertThat(failure.where()).isEqualTo(Where.QUEUE);
        assertThat(failure.address()).contains("b:1");
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(failure.detail())
                .containsEntry("retry.attempts", "3 (2 x connect: refused; queue: full)")
                .containsEntry("retry.stopped", "attempt 4, where 3 may be made (tapio.retry.max-attempts)");
    }

    @Test
    void aFailureWithoutEffectBehindOneThatMayHaveHadSomeMayHaveHadSome() {
        var answer = call(RetryPolicy.idempotent(request -> true), context);

        fail(0, BROKEN);
        timer.advance(WAIT);
        fail(1, Failure.at(Where.SERVICE, Processed.MAYBE, "bug"));
        timer.advance(WAIT.multipliedBy(2));
        fail(2, REFUSED);

        assertThat(failure(answer).where()).isEqualTo(Where.CONNECT);
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
    }

    @Test
    void theAttemptsNumberIsSentFromTheSecondOn() {
        call(RetryPolicy.safe(), context);
        fail(0, REFUSED);
        timer.advance(WAIT);

        assertThat(held.call(0).context().get(Retry.ATTEMPT)).isEmpty();
        assertThat(held.call(1).context().get(Retry.ATTEMPT)).contains(2);
        Context there = held.call(1).context().toSend().into(Context.root(timer));
        assertThat(there.get(Retry.ATTEMPT)).contains(2);
    }

    @Test
    void anAttemptOfSomebodyFurtherUpIsNotOneOfThisCall() {
        call(RetryPolicy.safe(), context.with(Retry.ATTEMPT, 7));

        assertThat(held.call(0).context().get(Retry.ATTEMPT)).contains(1);
    }

    @Test
    void aWaitThatTheDeadlineHasNoRoomForIsNotBegun() {
        var answer = call(RetryPolicy.safe(), context.withTimeout(WAIT));

        fail(0, REFUSED);

        assertThat(failure(answer).detail())
                .containsEntry("retry.stopped", "the deadline leaves 100 ms, and the wait would be 100 ms");
        assertThat(failure(answer)).hasMessage("refused").hasNoCause();
        assertThat(timer.scheduled()).isZero();
        assertThat(budget.balance()).isEqualTo(100);
    }

    @Test
    void aDeadlineWithRoomLetsTheCallBeMadeAgain() {
        call(RetryPolicy.safe(), context.withTimeout(WAIT.plusNanos(1)));

        fail(0, REFUSED);
        timer.advance(WAIT);

        assertThat(held.requests()).hasSize(2);
    }

    @Test
    void leavingEndsTheWaitAtOnce() {
        CancellationSource caller = new CancellationSource();
        var answer = call(RetryPolicy.idempotent(request -> true), context.withCancellation(caller));

        fail(0, BROKEN);
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(failure(answer).where()).isEqualTo(Where.CANCELLED);
        assertThat(failure(answer).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(answer)).hasMessage("changed my mind").hasCause(BROKEN);
        assertThat(timer.scheduled()).isZero();
        timer.advance(WAIT);
        assertThat(held.requests()).hasSize(1);
    }

    @Test
    void whoLeavesBeforeAnythingHadAnEffectIsToldSo() {
        CancellationSource caller = new CancellationSource();
        var answer = call(RetryPolicy.safe(), context.withCancellation(caller));

        fail(0, REFUSED);
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));

        assertThat(failure(answer).processed()).isEqualTo(Processed.NO);
    }

    @Test
    void nothingIsMadeAgainForACallerWhoHasLeft() {
        CancellationSource caller = new CancellationSource();
        var answer = call(RetryPolicy.safe(), context.withCancellation(caller));

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        fail(0, REFUSED);

        assertThat(failure(answer).detail()).containsEntry("retry.stopped", "its caller has left");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aBudgetThatIsUsedUpLeavesTheFailureAndSaysSo() {
        while (budget.withdraw() == null) {
            // until there is nothing left
        }
        var answer = call(RetryPolicy.safe(), context);

        fail(0, REFUSED);

        assertThat(failure(answer).detail().get("retry.stopped"))
                .startsWith("100 of 1 calls were made again within 10000 ms, where 100 may be");
    }

    @Test
    void aMessageWithABodyIsNotMadeAgain() {
        HeldService<Streamed<String, String>, String> bodies = new HeldService<>();
        var answer = new RetryOf<Streamed<String, String>>()
                .safe(bodies)
                .call(context, new Streamed<>("put", Body.of("a")))
                .toCompletableFuture();

        bodies.call(0).request().body().next();
        bodies.call(0).answer().completeExceptionally(REFUSED);

        assertThat(failure(answer)).isSameAs(REFUSED);
    }

    @Test
    void aMessageWithoutABodyIsMadeAgain() {
        HeldService<Streamed<String, String>, String> bodies = new HeldService<>();
        new RetryOf<Streamed<String, String>>().safe(bodies).call(context, Streamed.of("get"));

        bodies.call(0).answer().completeExceptionally(REFUSED);
        timer.advance(WAIT);

        assertThat(bodies.requests()).hasSize(2);
    }

    @Test
    void whatThrowsAtFirstGoesOnAndWhatThrowsLaterIsAFailure() {
        Service<String, String> throwing = retry(RetryPolicy.idempotent(request -> true))
                .apply((call, request) -> {
                    if (request.equals("first") || call.get(Retry.ATTEMPT).isPresent()) {
                        throw new IllegalStateException("thrown");
                    }
                    return CompletableFuture.failedFuture(REFUSED);
                });

        assertThatThrownBy(() -> throwing.call(context, "first")).hasMessage("thrown");
        var answer = throwing.call(context, "later").toCompletableFuture();
        timer.advance(Duration.ofSeconds(1));

        assertThat(failure(answer)).hasMessageContaining("thrown").hasCause(REFUSED);
    }

    @Test
    void aPolicyThatThrowsFailsTheCall() {
        var answer = call(
                (request, failure) -> {
                    throw new IllegalStateException("no policy");
                },
                context);

        fail(0, REFUSED);

        assertThat(failure(answer)).hasMessageContaining("no policy");
    }

    @Test
    void theWaitIsChanceUpToItsWhole() {
        Seed.run(random -> {
            RetrySettings full = settings.withBackoff(WAIT, WAIT, Jitter.FULL);
            Service<String, String> service = Retry.<String, String>of(RetryPolicy.safe(), full, budget)
                    .withRandom(() -> random)
                    .apply(held);
            long longest = 0;
            for (int call = 0; call < 50; call++) {
                service.call(context, "a");
                held.call(call).answer().completeExceptionally(REFUSED);
                longest = Math.max(longest, timer.untilNext().orElseThrow().toMillis());
            }
            assertThat(timer.untilNext().orElseThrow()).isLessThan(WAIT.dividedBy(4));
            timer.advance(WAIT);
            assertThat(held.requests()).hasSize(100);
        });
    }

    @Test
    void itsBoundsStandBeforeThoseOfWhatIsInside() {
        Service<String, String> twice =
                retry(RetryPolicy.safe()).apply(retry(RetryPolicy.safe()).apply(held));

        assertThat(Bounded.of(twice))
                .extracting(Bound::text)
                .containsExactly("3", "1 s", "20 %", "10", "10 s", "3", "1 s", "20 %", "10", "10 s");
    }

    private Retry<String, String> retry(RetryPolicy<String, String> policy) {
        return Retry.of(policy, settings, budget);
    }

    private CompletableFuture<String> call(RetryPolicy<String, String> policy, Context context) {
        return retry(policy).apply(held).call(context, "request").toCompletableFuture();
    }

    private void fail(int place, Failure failure) {
        held.call(place).answer().completeExceptionally(failure);
    }

    private static Failure failure(CompletableFuture<?> answer) {
        assertThat(answer).isDone();
        return (Failure) answer.handle((value, thrown) -> thrown).join();
    }

    private final class RetryOf<Q> {
        Service<Q, String> safe(Service<Q, String> service) {
            return Retry.<Q, String>of(RetryPolicy.safe(), settings, budget).apply(service);
        }
    }
}
