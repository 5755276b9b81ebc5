/**
 * A limit on the calls that a service gets in a second.
 *
 * <pre>
 *             a token every period / calls, up to burst
 *                            │
 *   call ──▶ [ ○ ○ ○     ] ──┴─▶ takes one ──▶ service
 *                 └─ empty: waits for its own, or is refused and told when there is one
 * </pre>
 *
 * <ol>
 *   <li>In a time t begin {@code burst + calls × t / period} calls at the most, and those that the timer let wait
 *       longer than their token took. While enough calls wait, no token is lost, however coarse the timer.
 *   <li>A call whose token would come after its deadline, or later than it may wait, is refused at once.
 *   <li>What is acquired and not used is put back; what failed is not.
 *   <li>The rest is as {@link io.tapio.admission} says.
 * </ol>
 */
@NullMarked
package io.tapio.rate;

import org.jspecify.annotations.NullMarked;
