package io.tapio.limit;

import io.tapio.admission.InFlight;
import io.tapio.admission.Limiter;
import io.tapio.admission.Outcome;
import io.tapio.admission.Permit;
import io.tapio.time.Timer;
import org.jspecify.annotations.Nullable;

/** A limiter that is its own permit: one is as good as the other. */
record Slots(InFlight inFlight, int most) implements Limiter, Permit {
    @Override
    public @Nullable Permit tryAcquire(Timer timer) {
        return inFlight.tryEnter(most) ? this : null;
    }

    @Override
    public void giveBack(Outcome outcome) {
        inFlight.leave();
    }

    @Override
    public String words() {
        return most + " calls at a time (" + LimitSettings.PATH + ".max-calls)";
    }
}
