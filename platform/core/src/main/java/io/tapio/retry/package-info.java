/**
 * Making calls again, so that it helps and cannot hurt: what certainly had no effect at once, what a policy names after
 * a wait, and both only as far as one budget lets.
 *
 * <pre>
 *   call ──▶ Retry ──────────────────────▶ Requeue ───────────────▶ … ──▶ service
 *              ▲  └ wait ◀ as the policy says │  ▲ └ at once ◀ no effect    │
 *              │                              │  └────── failure ◀──────────┤
 *              └─────────────── failure ◀─────┘                             │
 *                       each time, one of the RetryBudget: 20 % of the calls of 10 s, and 10/s
 * </pre>
 *
 * <ol>
 *   <li>However much fails, a target gets no more calls than {@code (1 + share)} times what was offered, and
 *       {@code min-per-second}. Through several tiers that multiplies as {@code (1 + share)}, not as attempts do.
 *   <li>A call earns its part of the budget once, whichever filters with that budget it passes.
 *   <li>What may have had an effect is made again only if it was declared to do the same twice as once, and a message
 *       with a body only if it was declared to be repeatable.
 *   <li>No attempt is begun for a caller who has left, nor waited for beyond the deadline; leaving ends a wait at once.
 *   <li>What fails in the end says how often it was tried, how each attempt ended, and why there was no other, in
 *       details that travel; its cause is the first failure. If any attempt may have had an effect, so may the call.
 *   <li>A call that succeeds at its first attempt costs a count, and with {@code Retry} a changed context.
 *   <li>A first attempt that throws is not made again, and the exception goes on; what throws later is a failure.
 * </ol>
 */
@NullMarked
package io.tapio.retry;

import org.jspecify.annotations.NullMarked;
