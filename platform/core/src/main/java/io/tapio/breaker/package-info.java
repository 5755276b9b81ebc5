/**
 * Keeping calls from what fails, and finding out when it works again.
 *
 * <pre>
 *             5 failures in a row, or less than 80 % of 30 s succeed
 *   alive ───────────────────────────────────────────────────────────▶ dead: no calls, 5 s, doubled up to 300 s
 *     ▲                                                                 │     ▲
 *     │ it succeeds                                  a call comes after │     │ it fails, or takes too long
 *     └──────────────────────── probing: that call, and no other ◀──────┘     │
 *                                  └──────────────────────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>While it is dead, calls fail at once at {@code QUEUE}, had no effect, and say for how long and why: what was
 *       too much, and the first failure, which is also their cause.
 *   <li>Then exactly one call tries it. One that says nothing of it, because it was refused on the way or given up,
 *       leaves that to the next; one without an answer fails at {@code probe-timeout}.
 *   <li>Success is counted in a window of ten slices, and begins anew with each revival. A call counts for the life
 *       that it was made in: one from before a death says nothing of what has come back.
 *   <li>What a failure says of the other side is a {@link io.tapio.breaker.BreakerPolicy}. Refusals say nothing, nor
 *       does a caller who has left; a failure that is the outcome of the call says that it works.
 *   <li>A breaker judges what it is applied to together: one for each endpoint. Nothing runs on its own but the time of
 *       a probe, and a call that succeeds costs a count.
 * </ol>
 */
@NullMarked
package io.tapio.breaker;

import org.jspecify.annotations.NullMarked;
