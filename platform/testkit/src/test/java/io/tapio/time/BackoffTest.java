package io.tapio.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.testkit.random.Seed;
import io.tapio.time.Backoff.Jitter;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration MIN = Duration.ofMillis(100);
    private static final Duration MAX = Duration.ofSeconds(10);
    private static final int DRAWS = 1000;

    @Test
    void withoutJitterTheWaitDoublesUpToTheLongest() {
        Seed.run(random -> {
            Backoff backoff = new Backoff(MIN, MAX, Jitter.NONE);

            assertThat(LongStream.rangeClosed(1, 9)
                            .map(failures ->
                                    backoff.after((int) failures, random).toMillis()))
                    .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 10_000L, 10_000L);
        });
    }

    @Test
    void halfOfTheWaitIsChanceUnlessItIsSaid() {
        Seed.run(random -> {
            LongSummaryStatistics fourth = draws(new Backoff(MIN, MAX), 4, random);

            assertThat(fourth.getMin()).isBetween(400L, 420L);
            assertThat(fourth.getMax()).isBetween(780L, 800L);
            assertThat(fourth.getAverage()).isBetween(570.0, 630.0);
        });
    }

    @Test
    void withFullJitterAllOfTheWaitIsChance() {
        Seed.run(random -> {
            LongSummaryStatistics fourth = draws(new Backoff(MIN, MAX, Jitter.FULL), 4, random);

            assertThat(fourth.getMin()).isBetween(0L, 20L);
            assertThat(fourth.getMax()).isBetween(780L, 800L);
            assertThat(fourth.getAverage()).isBetween(350.0, 450.0);
        });
    }

    @Test
    void manyFailuresInARowWaitNoLongerThanTheLongest() {
        Seed.run(random -> {
            for (Jitter jitter : Jitter.values()) {
                Backoff backoff = new Backoff(MIN, MAX, jitter);

                assertThat(backoff.after(Integer.MAX_VALUE, random)).isBetween(Duration.ZERO, MAX);
            }
        });
    }

    @Test
    void theLongestWaitIsNoShorterThanTheFirst() {
        assertThatThrownBy(() -> new Backoff(MAX, MIN)).hasMessageContaining("10000 ms, 100 ms");
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, MAX)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LongSummaryStatistics draws(Backoff backoff, int failures, RandomGenerator random) {
        return LongStream.range(0, DRAWS)
                .map(draw -> backoff.after(failures, random).toMillis())
                .summaryStatistics();
    }
}
