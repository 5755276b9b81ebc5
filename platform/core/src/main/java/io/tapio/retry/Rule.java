package io.tapio.retry;

import io.tapio.failure.Failure;
import java.time.Duration;

/** Which calls are made again, how often, and when: what sets the two filters apart. */
interface Rule<Q, A> {
    /** Asked before the first attempt. */
    boolean isRepeatable(Q request);

    boolean isRepeated(Q request, Failure failure);

    boolean isRepeatedAnswer(Q request, A answer);

    /** How often this call may be made again; asked when it is to be for the first time. */
    int limit();

    /** Why a call is not made again that was so often. */
    Stop limitReached(int times);

    /** How long to wait before it is made again. */
    Duration waitBefore(int time);
}
