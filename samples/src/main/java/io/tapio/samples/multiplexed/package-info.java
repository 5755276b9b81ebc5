/**
 * Many calls on one connection, answered when they are ready: lines with ids, and a service that takes its time.
 *
 * <pre>
 *   1 300 toast  ──▶                                    ┌──▶ 2 milk      (after 100 ms)
 *   2 100 milk   ──▶ ids ──▶ three calls at a time ─────┼──▶ 3! …        (its caller has left)
 *   3 200 tea    ──▶                                    └──▶ 1 toast     (after 300 ms)
 *   3~           ──▶
 * </pre>
 *
 * <ol>
 *   <li>A slow answer holds up no other.
 *   <li>A caller that leaves is known to the service: what was set for it is forgotten.
 * </ol>
 */
@NullMarked
package io.tapio.samples.multiplexed;

import org.jspecify.annotations.NullMarked;
