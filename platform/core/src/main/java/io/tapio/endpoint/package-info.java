/**
 * Sessions that outlive their connections.
 *
 * <pre>
 *                ┌─────────────────────── endpoint ───────────────────────┐
 *     call ────▶ │ the session of now ──────────────────────────────────▶ │ connection to one of the targets
 *                │   └ none ▷ waiting, up to max-waiting                  │
 *                │ actor:  connecting ──▶ connected ──▶ connecting …      │
 *                │            └──▶ resting (back-off) ──▶ connecting      │
 *                └────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <ol>
 *   <li>An endpoint has one connection at a time, to one of its targets, and makes the next by itself when that ends or
 *       takes no more calls: at once to the next target, and after a round of all without success with a back-off.
 *   <li>A call that certainly was not processed, because its connection was about to end, is made on the next one. A
 *       call whose fate is unknown fails; only its caller knows whether it may be repeated.
 *   <li>Calls wait while a connection is made, and fail at once, with every target's reason, while none can be made.
 *   <li>It never gives up, unless it is told how many rounds are enough, or what is hopeless; then it ends, and its
 *       owner sees why.
 *   <li>Calls go to the session straight, on the caller's thread; the actor only looks after the connection.
 * </ol>
 */
@NullMarked
package io.tapio.endpoint;

import org.jspecify.annotations.NullMarked;
