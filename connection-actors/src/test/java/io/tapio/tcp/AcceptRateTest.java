package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcceptRateTest {
    private final VirtualTimer time = new VirtualTimer();
    private final AcceptRate rate = new AcceptRate(10, 3, time);

    @Test
    void theBurstIsThereAtOnceAndThenOneForEachPartOfTheSecond() {
        assertThat(takeAll()).isEqualTo(3);
        assertThat(rate.untilNext()).isEqualTo(Duration.ofMillis(100));

        time.advance(Duration.ofMillis(99));
        assertThat(takeAll()).isZero();
        time.advance(Duration.ofMillis(1));
        assertThat(takeAll()).isEqualTo(1);
        time.advance(Duration.ofMillis(250));
        assertThat(takeAll()).isEqualTo(2);
        assertThat(rate.untilNext()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void noMoreThanTheBurstIsSavedUp() {
        takeAll();

        time.advance(Duration.ofHours(1));

        assertThat(takeAll()).isEqualTo(3);
    }

    @Test
    void theHighestRateThereIsHoldsUpNobody() {
        AcceptRate endless = new AcceptRate(Integer.MAX_VALUE, Integer.MAX_VALUE, time);
        for (int i = 0; i < 1000; i++) {
            endless.take();
        }

        assertThat(endless.untilNext()).isZero();
    }

    private int takeAll() {
        int taken = 0;
        for (; rate.untilNext().isZero(); taken++) {
            rate.take();
        }
        return taken;
    }
}
