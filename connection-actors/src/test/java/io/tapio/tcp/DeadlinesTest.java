package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.tcp.Deadlines.Kind;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final ConnectionSettings SETTINGS =
            TcpServerSettings.from(ConfigFactory.load()).connection();

    private final VirtualTimer time = new VirtualTimer();
    private final List<Kind> passed = new ArrayList<>();
    private final Deadlines deadlines = new Deadlines(SETTINGS, time, this::ring);

    private void ring() {
        deadlines.onRing(passed::add);
    }

    @Test
    void aDeadlinePassesOnceAndNotBeforeItsTime() {
        deadlines.start(Kind.WRITE_STALLED);

        time.advance(Duration.ofMillis(29_999));
        assertThat(passed).isEmpty();
        time.advance(Duration.ofMinutes(10));

        assertThat(passed).containsExactly(Kind.WRITE_STALLED);
    }

    @Test
    void aTouchedDeadlineStartsOver() {
        deadlines.start(Kind.WRITE_STALLED);
        time.advance(Duration.ofSeconds(20));
        deadlines.touch(Kind.WRITE_STALLED);

        time.advance(Duration.ofSeconds(29));
        assertThat(passed).isEmpty();
        time.advance(Duration.ofSeconds(1));

        assertThat(passed).containsExactly(Kind.WRITE_STALLED);
    }

    @Test
    void aStoppedDeadlineDoesNotPassAndCannotBeTouched() {
        deadlines.start(Kind.FIRST_BYTE);
        deadlines.stop(Kind.FIRST_BYTE);
        deadlines.touch(Kind.FIRST_BYTE);

        time.advance(Duration.ofHours(1));

        assertThat(passed).isEmpty();
    }

    @Test
    void severalDeadlinesPassInTheOrderOfTheirTimes() {
        deadlines.start(Kind.IDLE);
        deadlines.start(Kind.LINGER);
        deadlines.start(Kind.HALF_CLOSED);

        time.advance(Duration.ofHours(1));

        assertThat(passed).containsExactly(Kind.LINGER, Kind.HALF_CLOSED, Kind.IDLE);
    }

    @Test
    void aDeadlineThatIsOffNeverRuns() {
        Deadlines client =
                new Deadlines(TcpClientSettings.from(ConfigFactory.load()).connection(), time, this::ring);

        client.start(Kind.IDLE);

        assertThat(client.isRunning(Kind.IDLE)).isFalse();
        assertThat(time.scheduled()).isZero();
    }

    /** The hot path: a deadline that is started and stopped for every chunk must not set the timer each time. */
    @Test
    void startingAndStoppingAgainAndAgainSetsOneTimer() {
        for (int i = 0; i < 1000; i++) {
            deadlines.start(Kind.READ_PROBE);
            time.advance(Duration.ofMillis(1));
            deadlines.stop(Kind.READ_PROBE);
        }

        assertThat(time.scheduled()).isEqualTo(1);
        assertThat(passed).isEmpty();
    }

    @Test
    void afterClosingNothingPasses() {
        deadlines.start(Kind.LINGER);
        deadlines.close();
        deadlines.start(Kind.IDLE);

        time.advance(Duration.ofHours(1));

        assertThat(passed).isEmpty();
        assertThat(time.scheduled()).isZero();
    }
}
