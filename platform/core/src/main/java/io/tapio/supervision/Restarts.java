package io.tapio.supervision;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker that died waits before it starts again, and when there have been too many. The wait doubles with
 * each death in a row and has equal jitter: half of it is certain, half is chance. Not thread-safe; belongs to the
 * supervisor.
 */
final class Restarts {
    private final RestartSettings settings;
    private final RandomGenerator random;
    private final int[] inARow;
    private final long[] startedAt;

    /** When the restarts of the window were; never more than the budget. */
    private final Deque<Long> recent = new ArrayDeque<>();

    Restarts(RestartSettings settings, int workers, RandomGenerator random) {
        this.settings = settings;
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
        long longest = settings.maxBackoff().toNanos();
        if (now - startedAt[place] >= longest) {
            inARow[place] = 0;
        }
        double doubled = (double) settings.minBackoff().toNanos() * Math.pow(2, inARow[place]++);
        long half = (long) Math.min(doubled, longest) / 2;
        return Duration.ofNanos(half + random.nextLong(half + 1));
    }

    /** The restarts within the window. */
    int recent() {
        return recent.size();
    }
}
