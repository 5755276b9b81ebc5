/**
 * The calls of a service, counted by their outcome and timed.
 *
 * <pre>
 *   call ──▶ active + 1 ──▶ service ──▶ outcome ──▶ calls{outcome} + 1, duration, active − 1
 * </pre>
 *
 * <ol>
 *   <li>A call is counted once, with the outcome that its caller sees, whether the service answers, fails or throws.
 *   <li>A call that is complete when it returns costs two looks at the clock, and allocates nothing.
 * </ol>
 */
@NullMarked
package io.tapio.stats.calls;

import org.jspecify.annotations.NullMarked;
