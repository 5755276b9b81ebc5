package io.tapio.supervision;

import io.tapio.time.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker that died waits before it starts again, and when there have been too many. Not thread-safe; belongs
 * to the supervisor.
 */
final class Restarts {
    private final RestartSettings settings;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final int[] inARow;
    private final long[] startedAt;

    /** When the restarts of the window were; never more than the budget. */
    private final Deque<Long> recent = new ArrayDeque<>();

    Restarts(RestartSettings settings, int workers, RandomGenerator random) {
        this.settings = settings;
        this.backoff = new Backoff(settings.minBackoff(), settings.maxBackoff());
        this.random = random;
        this.inARow = new int[workers];
        this.startedAt = new long[workers];
    }

    void started(int place, long now) {
        startedAt[place] = now;
    }

    /** The wait of the worker that died just now, or null if the budget is used up. */
    @Nullable
    Duration next(int place, long now) {
        Long oldest = recent.peekFirst();
        while (oldest != null && now - oldest >= settings.window().toNanos()) {
            recent.removeFirst();
            oldest = recent.peekFirst();
        }
        if (recent.size() >= settings.budget()) {
            return null;
        }
        recent.addLast(now);
        if (now - startedAt[place] >= backoff.max().toNanos()) {
            inARow[place] = 0;
        }
        return backoff.after(++inARow[place], random);
    }

    /** The restarts within the window. */
    int recent() {
        return recent.size();
    }
}
