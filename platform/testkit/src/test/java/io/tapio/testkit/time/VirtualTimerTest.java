package io.tapio.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.time.Timer.Scheduled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimerTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInTheOrderOfTheirTimesAndThenOfTheirScheduling() {
        timer.schedule(Duration.ofMillis(2), () -> ran.add("c"));
        timer.schedule(Duration.ofMillis(1), () -> ran.add("a"));
        timer.schedule(Duration.ofMillis(1), () -> ran.add("b"));

        timer.advance(Duration.ofMillis(2));

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aTaskSeesTheTimeThatItWasDueAt() {
        timer.schedule(Duration.ofNanos(3), () -> ran.add("at " + timer.nanoTime()));

        timer.advance(Duration.ofNanos(10));

        assertThat(ran).containsExactly("at 3");
        assertThat(timer.nanoTime()).isEqualTo(10);
    }

    @Test
    void whatATaskSchedulesRunsInTheSameTurnIfItIsDue() {
        timer.schedule(Duration.ofNanos(3), () -> {
            timer.schedule(Duration.ofNanos(7), () -> ran.add("due"));
            timer.schedule(Duration.ofNanos(8), () -> ran.add("not due"));
        });

        timer.advance(Duration.ofNanos(10));

        assertThat(ran).containsExactly("due");
        assertThat(timer.scheduled()).isOne();
    }

    @Test
    void aTaskThatIsCancelledDoesNotRun() {
        Scheduled task = timer.schedule(Duration.ofNanos(3), () -> ran.add("cancelled"));

        task.cancel();
        task.cancel();
        timer.advance(Duration.ofNanos(10));

        assertThat(ran).isEmpty();
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void nothingIsEverEarly() {
        timer.schedule(Duration.ofNanos(3), () -> ran.add("due"));

        timer.advance(Duration.ofNanos(2));
        assertThat(ran).isEmpty();

        timer.advance(Duration.ofNanos(1));
        assertThat(ran).containsExactly("due");
    }

    @Test
    void itTellsHowLongItIsUntilSomethingFallsDue() {
        assertThat(timer.untilNext()).isEmpty();
        timer.schedule(Duration.ofNanos(9), () -> ran.add("later"));
        timer.schedule(Duration.ofNanos(5), () -> ran.add("first"));
        timer.advance(Duration.ofNanos(2));

        assertThat(timer.untilNext()).contains(Duration.ofNanos(3));
    }
}
