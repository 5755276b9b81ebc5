package io.tapio.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;
    private static final long START = 12_345_678_901L;

    private final List<String> rung = new ArrayList<>();
    private EventLoop loop;
    private TimerWheel wheel;

    @BeforeEach
    void start() throws IOException {
        loop = EventLoop.start("wheel", Thread::new);
        wheel = new TimerWheel(loop, START);
    }

    @AfterEach
    void end() {
        loop.end();
    }

    @Test
    void anEmptyWheelNeedsNoLook() {
        assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
        assertThat(wheel.advance(START + 1_000_000 * TICK)).isEmpty();
    }

    @Test
    void aTimerIsNeverEarlyAndAtMostATickLate() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            long due = (long) (random.nextDouble() * 3000 * TICK);
            TimerWheel one = new TimerWheel(loop, START);
            one.add(one.timer(START + due, () -> rung.add("x")));
            rung.clear();

            ring(one, START + due - 1);
            assertThat(rung).isEmpty();
            ring(one, START + due + TICK);
            assertThat(rung).hasSize(1);
        }
    }

    @Test
    void timersRingInTheOrderOfTheirTimes() {
        add(5 * TICK + 3, "c");
        add(2 * TICK, "a");
        add(5 * TICK + 2, "b");
        add(4000 * TICK, "d");

        ring(wheel, START + 10_000 * TICK);

        assertThat(rung).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aCancelledTimerDoesNotRing() {
        TimerWheel.Entry kept = add(3 * TICK, "kept");
        wheel.remove(add(3 * TICK, "gone"));
        ring(wheel, START + 4 * TICK);
        wheel.remove(kept); // it has rung; nothing happens

        assertThat(rung).containsExactly("kept");
    }

    @Test
    void theNextLookIsAtTheNextTimerWithinATurn() {
        add(700 * TICK, "far");
        assertThat(wheel.next()).isEqualTo(START + 700 * TICK);
        add(3 * TICK, "near");
        assertThat(wheel.next()).isEqualTo(START + 3 * TICK);

        ring(wheel, START + 3 * TICK);

        assertThat(wheel.next()).isEqualTo(START + 700 * TICK);
    }

    @Test
    void manyTimersAllRingOnceInOrderHoweverTheTimePasses() {
        Random random = new Random(11);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            long due = (long) (random.nextDouble() * 5000) * TICK / 3;
            wheel.add(wheel.timer(START + due, () -> times.add(due)));
        }
        for (long now = 0; now < 3000 * TICK; now += (long) (random.nextDouble() * 40 * TICK)) {
            ring(wheel, START + now);
        }
        ring(wheel, START + 4000 * TICK);

        assertThat(times).hasSize(5000).isSorted();
        assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
    }

    private TimerWheel.Entry add(long due, String name) {
        TimerWheel.Entry timer = wheel.timer(START + due, () -> rung.add(name));
        wheel.add(timer);
        return timer;
    }

    private static void ring(TimerWheel wheel, long now) {
        wheel.advance(now).forEach(TimerWheel.Entry::run);
    }
}
