package io.tapio.admission;

import java.time.Duration;

/**
 * How a waiting room sheds load: controlled delay, in the form that serves request queues.
 *
 * <p>A queue that is always in use does not take up bursts any more; it only makes all calls late, and who is served
 * first has waited longest and is the likeliest to have given up. So when the room has been in use for an interval,
 * calls may only wait for the target, and the newest are served first. K. Nichols, V. Jacobson, "Controlling Queue
 * Delay", ACM Queue 10/5, 2012; B. Maurer, "Fail at Scale", ACM Queue 13/8, 2015, whose form this is. There a queue is
 * out of use when it is empty; here when a permit comes back for which nobody waits: a room of few, who are shed when
 * they are late, is empty in any overload now and then.
 *
 * @param target how long a call may wait when the room has been in use for the interval; some times as long as a call
 *     takes, or hardly any will get its turn within it
 * @param interval how long the room may be in use before that counts as overload
 */
public record CoDel(Duration target, Duration interval) {
    public CoDel {
        if (target.isNegative() || target.isZero() || interval.compareTo(target) < 0) {
            throw new IllegalArgumentException("the target must be longer than nothing, and the interval no shorter: "
                    + target.toMillis() + " ms, " + interval.toMillis() + " ms");
        }
    }
}
