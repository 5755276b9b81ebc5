package io.tapio.breaker;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.time.Deadline;
import io.tapio.time.Timer;

/** What a breaker thinks of the one that it judges. */
public sealed interface Health {
    /** All calls go there. */
    final class Alive implements Health {
        private final Accrual accrual;

        Alive(BreakerSettings settings) {
            accrual = new Accrual(settings);
        }

        Accrual accrual() {
            return accrual;
        }

        @Override
        public String toString() {
            return "Alive";
        }
    }

    /**
     * No call goes there; the first one that comes after {@code until} tries again.
     *
     * @param until on the clock of the breaker
     * @param cause why
     */
    record Dead(Deadline until, Cause cause) implements Health {}

    /**
     * One call tries it; no other goes there.
     *
     * @param until when that call should have ended, on the clock of the breaker
     * @param cause why it was dead before
     */
    record Probing(Deadline until, Cause cause) implements Health {}

    /**
     * Why something is held for dead.
     *
     * @param why what was too much, with the numbers and the key
     * @param first the first failure of those
     * @param probes calls that have tried it since, and failed
     * @param last the failure of the last of them; {@code first} if there was none
     */
    record Cause(String why, Failure first, int probes, Failure last) {
        Cause probed(Failure failure) {
            return new Cause(why, first, probes + 1, failure);
        }

        private Failure refusal(String what) {
            Failure refusal =
                    Failure.at(Where.QUEUE, Processed.NO, what + text()).withCause(first);
            return first.address().map(refusal::withAddress).orElse(refusal);
        }

        private String text() {
            return why + "; the first: " + first.getMessage()
                    + (probes == 0 ? "" : "; " + probes + " probes failed since, the last: " + last.getMessage());
        }
    }

    /** How a call fails that is not made. */
    default Failure refusal(Timer timer) {
        if (this instanceof Dead dead) {
            long left = dead.until.left(timer).toMillis();
            return dead.cause.refusal(
                    left > 0 ? "not called for " + left + " ms more: " : "not called while one call tries it: ");
        } else if (this instanceof Probing probing) {
            return probing.cause.refusal("not called while one call tries it: ");
        }
        throw new IllegalStateException("what is alive is called");
    }
}
