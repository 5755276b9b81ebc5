package io.tapio.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tapio.breaker.BreakerPolicy.Verdict;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.retry.Counted;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final BreakerSettings SETTINGS = BreakerSettings.load();
    private static final Failure REFUSED =
            Failure.at(Where.CONNECT, Processed.NO, "connection refused").withAddress("b:1");
    private static final Failure BROKEN = Failure.at(Where.CLOSED, Processed.MAYBE, "broken");

    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final List<Health> changes = new ArrayList<>();

    /** Jitter takes nothing of these waits. */
    private final Breaker<String, String> breaker = Breaker.<String, String>of(SETTINGS)
            .withTimer(timer)
            .withRandom(Most::new)
            .withListener(changes::add);

    private final Service<String, String> service = breaker.apply(held);

    /** Always gives the largest number that may come. */
    private static final class Most extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(SETTINGS)
                .isEqualTo(new BreakerSettings(
                        5,
                        0.8,
                        Duration.ofSeconds(30),
                        5,
                        new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(300)),
                        Duration.ofSeconds(30)));
    }

    @Test
    void aRateOfMoreThanAllIsRefusedWithItsKey() {
        Config config =
                ConfigFactory.parseString("tapio.breaker.min-success-rate = 80").withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> BreakerSettings.from(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.breaker.min-success-rate");
    }

    @Test
    void callsGoThroughWhileItIsAlive() {
        assertThat(breaker.apply(Service.of(line -> line + "!"))
                        .call(context, "a")
                        .toCompletableFuture())
                .isCompletedWithValue("a!");
        var answer = call();
        held.call(0).answer().complete("late");

        assertThat(answer).isCompletedWithValue("late");
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void fiveFailuresInARowAreEnoughAndTheRefusalSaysSo() {
        fail(REFUSED, BROKEN, BROKEN, BROKEN);
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        fail(BROKEN);
        timer.advance(Duration.ofMillis(1500));

        Failure refusal = failure(call());
        assertThat(refusal)
                .hasMessage("not called for 3500 ms more: 5 failures in a row, where 5 are enough"
                        + " (tapio.breaker.consecutive-failures); the first: connection refused")
                .hasCause(REFUSED);
        assertThat(refusal.where()).isEqualTo(Where.QUEUE);
        assertThat(refusal.processed()).isEqualTo(Processed.NO);
        assertThat(refusal.address()).contains("b:1");
        assertThat(held.requests()).hasSize(5);
    }

    @Test
    void failuresInBetweenAreNotInARow() {
        for (int round = 0; round < 10; round++) {
            succeed(16);
            fail(BROKEN, BROKEN, BROKEN, BROKEN);
        }

        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
    }

    @Test
    void tooFewSuccessesWithinTheWindowAreEnoughAndTheRefusalSaysSo() {
        succeed(8);
        fail(BROKEN);
        succeed(1);
        fail(BROKEN);
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        fail(BROKEN);

        assertThat(failure(call()))
                .hasMessageContaining("9 of 12 calls within 30000 ms succeeded, where a share of 0.8 has to"
                        + " (tapio.breaker.min-success-rate); the first: broken");
    }

    @Test
    void fourCallsSayNothingOfTheRate() {
        succeed(1);
        fail(BROKEN, BROKEN, BROKEN);
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        succeed(1);
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        fail(BROKEN);

        assertThat(breaker.health()).isInstanceOf(Health.Dead.class);
    }

    @Test
    void whatIsPastTheWindowIsForgotten() {
        fail(BROKEN, BROKEN, BROKEN);
        timer.advance(SETTINGS.window());
        succeed(4);
        fail(BROKEN);

        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
    }

    @Test
    void oneCallTriesWhatWasDeadLongEnough() {
        die();
        timer.advance(Duration.ofSeconds(5).minusNanos(1));
        assertThat(failure(call()).where()).isEqualTo(Where.QUEUE);
        timer.advance(Duration.ofNanos(1));

        var probe = call();
        var other = call();
        assertThat(failure(other)).hasMessageStartingWith("not called while one call tries it: 5 failures in a row");
        assertThat(breaker.health()).isInstanceOf(Health.Probing.class);
        held.call(5).answer().complete("well");

        assertThat(probe).isCompletedWithValue("well");
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        assertThat(timer.scheduled()).isZero();
        assertThat(changes).hasExactlyElementsOfTypes(Health.Dead.class, Health.Probing.class, Health.Alive.class);
    }

    @Test
    void whatIsAliveAgainBeginsWithACleanRecord() {
        die();
        timer.advance(Duration.ofSeconds(5));
        succeed(1);
        fail(BROKEN, BROKEN, BROKEN);
        succeed(17);
        fail(BROKEN);

        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
    }

    @Test
    void eachTryThatFailsDoublesTheTimeWithoutCallsUpToTheLongest() {
        die();
        for (long seconds : new long[] {5, 10, 20, 40, 80, 160, 300, 300}) {
            timer.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(failure(call()).where()).isEqualTo(Where.QUEUE);
            timer.advance(Duration.ofNanos(1));
            fail(REFUSED);
        }

        assertThat(failure(call()))
                .hasMessage("not called for 300000 ms more: 5 failures in a row, where 5 are enough"
                        + " (tapio.breaker.consecutive-failures); the first: broken; 8 probes failed since, the last:"
                        + " connection refused")
                .hasCause(BROKEN);
    }

    @Test
    void aTryThatHasNoAnswerFails() {
        die();
        timer.advance(Duration.ofSeconds(5));
        call();
        timer.advance(SETTINGS.probeTimeout());

        assertThat(failure(call()))
                .hasMessageContaining("not called for 10000 ms more")
                .hasMessageContaining("no answer within 30000 ms (tapio.breaker.probe-timeout)");
        held.call(5).answer().complete("too late");
        assertThat(breaker.health()).isInstanceOf(Health.Dead.class);
    }

    @Test
    void aTryThatWasGivenUpLeavesItToTheNext() {
        die();
        timer.advance(Duration.ofSeconds(5));
        fail(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        succeed(1);

        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aTryThatThrowsFails() {
        die();
        timer.advance(Duration.ofSeconds(5));
        Service<String, String> throwing = breaker.apply((call, request) -> {
            throw new IllegalStateException("thrown");
        });

        assertThatThrownBy(() -> throwing.call(context, "a")).hasMessage("thrown");

        assertThat(failure(throwing.call(context, "a").toCompletableFuture()))
                .hasMessageContaining("the last: java.lang.IllegalStateException: thrown");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void callsFromBeforeADeathSayNothingOfWhatIsAliveAgain() {
        List<CompletableFuture<String>> slow =
                IntStream.range(0, 5).mapToObj(each -> call()).toList();
        IntStream.range(5, 10).forEach(each -> {
            call();
            held.call(each).answer().completeExceptionally(BROKEN);
        });
        timer.advance(Duration.ofSeconds(5));
        call();
        held.call(10).answer().complete("well");

        IntStream.range(0, 5).forEach(each -> held.call(each).answer().completeExceptionally(BROKEN));

        assertThat(slow).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
    }

    @Test
    void theCallerOfTheLastFailureFindsItDead() {
        fail(BROKEN, BROKEN, BROKEN, BROKEN);
        CompletionStage<String> again = call().exceptionallyCompose(thrown -> service.call(context, "again"));

        held.call(4).answer().completeExceptionally(BROKEN);

        assertThat(failure(again.toCompletableFuture()).where()).isEqualTo(Where.QUEUE);
    }

    @Test
    void theTimeWithoutCallsIsHalfChance() {
        Seed.run(random -> {
            for (int life = 0; life < 100; life++) {
                Breaker<String, String> any =
                        Breaker.<String, String>of(SETTINGS).withTimer(timer).withRandom(() -> random);
                for (int failure = 0; failure < 5; failure++) {
                    any.apply((call, request) -> CompletableFuture.failedFuture(BROKEN))
                            .call(context, "a");
                }
                Health.Dead dead = (Health.Dead) any.health();
                assertThat(dead.until().left(timer)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
            }
        });
    }

    @Test
    void whatSaysNothingOfTheOtherSideIsNotCounted() {
        for (int round = 0; round < 10; round++) {
            fail(
                    Failure.at(Where.QUEUE, Processed.NO, "full"),
                    Failure.at(Where.CANCELLED, Processed.MAYBE, "left"),
                    Failure.at(Where.PEER_REFUSED, Processed.NO, "too many"),
                    Failure.at(Where.TIMEOUT, Processed.NO, "its deadline had passed"));
        }

        assertThat(breaker.health()).isInstanceOf(Health.Alive.class);
    }

    @Test
    void aFailureThatIsTheOutcomeOfACallSaysThatItWorks() {
        BreakerPolicy<String> standard = BreakerPolicy.standard();

        assertThat(standard.ofFailure(Failure.at(Where.SERVICE, Processed.YES, "no such key")))
                .isEqualTo(Verdict.SUCCESS);
        assertThat(standard.ofFailure(Failure.of(new IllegalStateException("bug"))))
                .isEqualTo(Verdict.FAILURE);
        assertThat(standard.ofFailure(Failure.at(Where.TIMEOUT, Processed.MAYBE, "no answer")))
                .isEqualTo(Verdict.FAILURE);
        for (Where where : List.of(Where.CONNECT, Where.HANDSHAKE, Where.WRITE, Where.DECODE, Where.CLOSED)) {
            assertThat(standard.ofFailure(Failure.at(where, Processed.NO, ""))).isEqualTo(Verdict.FAILURE);
        }
    }

    @Test
    void anAnswerMayCountAsAFailure() {
        Breaker<String, String> strict = breaker.withPolicy(new BreakerPolicy<>() {
            @Override
            public Verdict ofFailure(Failure failure) {
                return Verdict.NOTHING;
            }

            @Override
            public Verdict ofAnswer(String answer) {
                return answer.startsWith("5") ? Verdict.FAILURE : Verdict.SUCCESS;
            }
        });
        Service<String, String> echo = strict.apply(Service.of(line -> line));
        for (int call = 0; call < 5; call++) {
            assertThat(echo.call(context, "503").toCompletableFuture()).isCompletedWithValue("503");
        }

        assertThat(failure(echo.call(context, "200").toCompletableFuture()))
                .hasMessageContaining("the first: an answer that counts as a failure");
    }

    @Test
    void deathsTriesRevivalsAndRefusalsAreCounted() {
        Counted stats = new Counted();
        Breaker<String, String> counted = breaker.withStats(stats);
        Service<String, String> failing = counted.apply((call, request) -> CompletableFuture.failedFuture(BROKEN));
        for (int call = 0; call < 8; call++) {
            failing.call(context, "a");
        }
        timer.advance(Duration.ofSeconds(5));
        failing.call(context, "a");
        assertThat(stats.of(BreakerCounts.DEAD)).isEqualTo(1);
        timer.advance(Duration.ofSeconds(10));
        counted.apply(Service.of(line -> line)).call(context, "a");

        assertThat(stats.of(BreakerCounts.DEAD)).isZero();
        assertThat(stats.of(BreakerCounts.DEATHS)).isEqualTo(1);
        assertThat(stats.of(BreakerCounts.REFUSED)).isEqualTo(3);
        assertThat(stats.of(BreakerCounts.PROBES)).isEqualTo(2);
        assertThat(stats.of(BreakerCounts.REVIVALS)).isEqualTo(1);
    }

    @Test
    void exactlyOneOfManyThreadsTries() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        CompletableFuture<String> probed = new CompletableFuture<>();
        Service<String, String> counting = breaker.apply((call, request) -> {
            made.incrementAndGet();
            return probed;
        });
        die();
        timer.advance(Duration.ofSeconds(5));
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(each ->
                        new Thread(() -> IntStream.range(0, 100).forEach(call -> counting.call(context, "a"))))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(made).hasValue(1);
    }

    @Test
    void itsBoundsStandBeforeThoseOfWhatIsInside() {
        assertThat(Bounded.of(breaker.apply(breaker.apply(held))))
                .extracting(Bound::text)
                .containsExactly("5", "80 %", "30 s", "5 minutes", "30 s", "5", "80 %", "30 s", "5 minutes", "30 s");
    }

    private void die() {
        fail(BROKEN, BROKEN, BROKEN, BROKEN, BROKEN);
    }

    private void fail(Failure... failures) {
        for (Failure failure : failures) {
            var answer = call();
            assertThat(answer).as("let through").isNotDone();
            held.call(held.requests().size() - 1).answer().completeExceptionally(failure);
            assertThat(failure(answer)).isSameAs(failure);
        }
    }

    private void succeed(int calls) {
        for (int call = 0; call < calls; call++) {
            call();
            held.call(held.requests().size() - 1).answer().complete("well");
        }
    }

    private CompletableFuture<String> call() {
        return service.call(context, "request").toCompletableFuture();
    }

    private static Failure failure(CompletableFuture<String> answer) {
        assertThat(answer).isDone();
        return Failure.of(answer.handle((value, thrown) -> thrown).join());
    }
}
