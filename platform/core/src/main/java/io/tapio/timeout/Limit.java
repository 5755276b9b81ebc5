package io.tapio.timeout;

import io.tapio.settings.Bound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long something may take.
 *
 * @param most null if it is off
 * @param what it limits, for people
 * @param key where the configuration sets it; null if only code does
 * @param label of it in metrics
 */
record Limit(@Nullable Duration most, String what, @Nullable String key, String label) {
    Limit {
        if (most != null && (most.isNegative() || most.isZero())) {
            throw new IllegalArgumentException("a time-out must be longer than nothing, not " + most);
        }
    }

    static Limit ofCall(Duration most) {
        return new Limit(most, "time to the answer of a call", null, "call");
    }

    static Limit ofRequest(TimeoutSettings settings) {
        return new Limit(
                settings.request().orElse(null), "time to the answer of a call", TimeoutSettings.REQUEST, "request");
    }

    static Limit ofAll(TimeoutSettings settings) {
        return new Limit(
                settings.total().orElse(null), "time of a call with all attempts", TimeoutSettings.TOTAL, "total");
    }

    static Limit ofAttempt(TimeoutSettings settings) {
        return new Limit(settings.attempt().orElse(null), "time of one attempt", TimeoutSettings.ATTEMPT, "attempt");
    }

    Bound bound() {
        return Bound.timeOrOff(what, most, key);
    }

    /** What to say of a call that had {@code left}, which is all of this limit unless its deadline was earlier. */
    String passed(Duration left) {
        String words = most == null || left.compareTo(most) >= 0
                ? "no answer within " + millis(left)
                : "no answer within " + millis(left) + ", all that its deadline had left of " + millis(most);
        return key == null ? words : words + " (" + key + ")";
    }

    /** Up to the next whole one, so that nothing took less than it says. */
    private static String millis(Duration time) {
        return Math.max(0, time.plusNanos(999_999).toMillis()) + " ms";
    }
}
