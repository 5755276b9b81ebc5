package io.tapio.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    /** A clock that stands. */
    private record Standing(long nanoTime) implements Timer {
        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("this clock stands");
        }
    }

    @Test
    void timeThatIsLeftShrinksAndTurnsNegative() {
        Deadline deadline = Deadline.after(Duration.ofNanos(10), new Standing(100));

        assertThat(deadline.left(new Standing(100))).isEqualTo(Duration.ofNanos(10));
        assertThat(deadline.left(new Standing(115))).isEqualTo(Duration.ofNanos(-5));
    }

    @Test
    void aDeadlinePassesWhenItsTimeHasCome() {
        Deadline deadline = new Deadline(10);

        assertThat(deadline.hasPassed(new Standing(9))).isFalse();
        assertThat(deadline.hasPassed(new Standing(10))).isTrue();
    }

    @Test
    void aClockMayOverflow() {
        Timer late = new Standing(Long.MAX_VALUE - 5);

        Deadline deadline = Deadline.after(Duration.ofNanos(10), late);

        assertThat(deadline.hasPassed(late)).isFalse();
        assertThat(deadline.left(late)).isEqualTo(Duration.ofNanos(10));
        assertThat(deadline.earlier(new Deadline(Long.MAX_VALUE))).isEqualTo(new Deadline(Long.MAX_VALUE));
    }

    @Test
    void theEarlierOfTwoIsTheSameFromBothSides() {
        Deadline early = new Deadline(-1);
        Deadline late = new Deadline(1);

        assertThat(early.earlier(late)).isSameAs(early);
        assertThat(late.earlier(early)).isSameAs(early);
    }
}
