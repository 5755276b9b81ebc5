package io.tapio.admission;

import io.tapio.time.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limiter that checks that each of its permits comes back once, and remembers how. Thread-safe. */
final class Places implements Limiter {
    private final int most;
    private final List<Outcome> outcomes = new ArrayList<>();
    private int taken;

    Places(int most) {
        this.most = most;
    }

    @Override
    public synchronized @Nullable Permit tryAcquire(Timer timer) {
        if (taken == most) {
            return null;
        }
        taken++;
        return new Permit() {
            private boolean isBack;

            @Override
            public void giveBack(Outcome outcome) {
                synchronized (Places.this) {
                    if (isBack) {
                        throw new IllegalStateException("given back twice");
                    }
                    isBack = true;
                    taken--;
                    outcomes.add(outcome);
                }
            }
        };
    }

    synchronized int taken() {
        return taken;
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    @Override
    public String words() {
        return most + " places";
    }
}
