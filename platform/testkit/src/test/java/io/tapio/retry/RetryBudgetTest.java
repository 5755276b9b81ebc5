package io.tapio.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tapio.settings.Bound;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.time.Backoff;
import io.tapio.time.Backoff.Jitter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final RetryBudgetSettings SETTINGS = RetryBudgetSettings.load();

    private final VirtualTimer timer = new VirtualTimer();
    private final RetryBudget budget = RetryBudget.of(SETTINGS, timer);

    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(SETTINGS).isEqualTo(new RetryBudgetSettings(Duration.ofSeconds(10), 10, 0.2));
        assertThat(RetrySettings.load())
                .isEqualTo(
                        new RetrySettings(3, new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1), Jitter.FULL)));
        assertThat(RequeueSettings.load()).isEqualTo(new RequeueSettings(20, 0.2));
    }

    @Test
    void aShareOfMoreThanAllIsRefusedWithItsKey() {
        Config config =
                ConfigFactory.parseString("tapio.retry.budget.share = 20").withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> RetryBudgetSettings.from(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tapio.retry.budget.share");
    }

    @Test
    void withoutCallsThereAreTheFewThatAreAlwaysAllowed() {
        assertThat(withdrawals()).isEqualTo(100);
    }

    @Test
    void fiveCallsEarnOneRepetition() {
        IntStream.range(0, 50).forEach(call -> budget.deposit());

        assertThat(budget.balance()).isEqualTo(110);
        assertThat(withdrawals()).isEqualTo(110);
        assertThat(budget.balance()).isZero();
    }

    @Test
    void whatWasEarnedAndSpentIsForgottenAfterTheWindow() {
        IntStream.range(0, 50).forEach(call -> budget.deposit());
        withdrawals();

        timer.advance(SETTINGS.window());

        assertThat(withdrawals()).isEqualTo(100);
    }

    @Test
    void aRefusalNamesTheNumbersAndTheKey() {
        IntStream.range(0, 50).forEach(call -> budget.deposit());
        withdrawals();

        assertThat(budget.withdraw())
                .isEqualTo(new Stop(
                        Stop.Reason.BUDGET,
                        "110 of 50 calls were made again within 10000 ms, where 110 may be (tapio.retry.budget)"));
    }

    @Test
    void itsBoundsHaveTheirKeys() {
        assertThat(budget.bounds())
                .extracting(Bound::text, Bound::key)
                .containsExactly(
                        tuple("20 %", "tapio.retry.budget.share"),
                        tuple("10", "tapio.retry.budget.min-per-second"),
                        tuple("10 s", "tapio.retry.budget.window"));
    }

    @Test
    void noWindowSeesMoreRepetitionsThanItsCallsAndTheReserveAllow() {
        Seed.run(random -> {
            VirtualTimer time = new VirtualTimer();
            RetryBudget any = RetryBudget.of(SETTINGS, time);
            for (int window = 0; window < 20; window++) {
                int calls = 0;
                int spent = 0;
                int rate = random.nextInt(1, 300);
                for (int slice = 0; slice < 10; slice++) {
                    for (int call = 0; call < rate; call++) {
                        any.deposit();
                        calls++;
                        spent += any.withdraw() == null ? 1 : 0;
                    }
                    time.advance(SETTINGS.window().dividedBy(10));
                }
                assertThat(spent).isLessThanOrEqualTo((int) (100 + 0.2 * calls));
            }
        });
    }

    @Test
    void manyThreadsSpendNoMoreThanThereIs() throws InterruptedException {
        AtomicInteger spent = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(each -> new Thread(() -> {
                    for (int call = 0; call < 1000; call++) {
                        budget.deposit();
                        spent.addAndGet(budget.withdraw() == null ? 1 : 0);
                        spent.addAndGet(budget.withdraw() == null ? 1 : 0);
                    }
                }))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(spent.get() + withdrawals()).isEqualTo(100 + 1600);
    }

    private int withdrawals() {
        int taken = 0;
        while (budget.withdraw() == null) {
            taken++;
        }
        return taken;
    }
}
