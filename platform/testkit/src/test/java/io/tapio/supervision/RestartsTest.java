package io.tapio.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.random.Seed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final RestartSettings SETTINGS =
            new RestartSettings(Duration.ofMillis(100), Duration.ofSeconds(10), 4, Duration.ofSeconds(60));

    @Test
    void theWaitDoublesUpToTheLongestAndHalfOfItIsChance() {
        Seed.run(random -> {
            Restarts restarts = new Restarts(SETTINGS.withBudget(100, Duration.ofSeconds(60)), 1, random);
            long longest = 100;
            for (int death = 0; death < 50; death++) {
                assertThat(restarts.next(0, death))
                        .isBetween(Duration.ofMillis(longest / 2), Duration.ofMillis(longest));
                longest = Math.min(10_000, longest * 2);
            }
        });
    }

    @Test
    void aWorkerThatLivedLongBeginsAgainAtTheShortestWait() {
        Seed.run(random -> {
            Restarts restarts = new Restarts(SETTINGS, 2, random);
            restarts.next(0, 0);
            restarts.next(0, 0);
            restarts.started(0, SECOND);

            assertThat(restarts.next(1, SECOND)).isLessThanOrEqualTo(Duration.ofMillis(100));
            assertThat(restarts.next(0, 11 * SECOND)).isLessThanOrEqualTo(Duration.ofMillis(100));
        });
    }

    @Test
    void theBudgetIsOfAllWorkersAndComesBackWithTime() {
        Seed.run(random -> {
            Restarts restarts = new Restarts(SETTINGS, 2, random);
            for (int death = 0; death < 4; death++) {
                assertThat(restarts.next(death % 2, death * SECOND)).isNotNull();
            }

            assertThat(restarts.next(0, 59 * SECOND)).isNull();
            assertThat(restarts.next(0, 60 * SECOND)).isNotNull();
            assertThat(restarts.next(1, 60 * SECOND)).isNull();
            assertThat(restarts.recent()).isEqualTo(4);
        });
    }
}
