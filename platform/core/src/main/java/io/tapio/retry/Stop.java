package io.tapio.retry;

import java.time.Duration;

/**
 * Why a call is not made once more, although its outcome calls for it.
 *
 * @param why for people, with the numbers and the key
 */
record Stop(Reason reason, String why) {
    /** The lower-case name is the label in metrics. */
    enum Reason {
        /** It was made as often as one call may be. */
        ATTEMPTS,
        /** All calls together were made again as often as they may be. */
        BUDGET,
        /** Its time would be over before. */
        DEADLINE,
        /** Its caller has left. */
        CANCELLED
    }

    static Stop attempts(String why) {
        return new Stop(Reason.ATTEMPTS, why);
    }

    static Stop budget(long spent, long calls, RetryBudgetSettings settings) {
        return new Stop(
                Reason.BUDGET,
                spent + " of " + calls + " calls were made again within "
                        + settings.window().toMillis()
                        + " ms, where " + (long) (settings.reserve() + settings.share() * calls) + " may be ("
                        + RetryBudgetSettings.PATH + ")");
    }

    static Stop deadline(Duration left, Duration wait) {
        return new Stop(
                Reason.DEADLINE,
                "the deadline leaves " + Math.max(0, left.toMillis()) + " ms, and the wait would be " + wait.toMillis()
                        + " ms");
    }

    static Stop cancelled() {
        return new Stop(Reason.CANCELLED, "its caller has left");
    }
}
